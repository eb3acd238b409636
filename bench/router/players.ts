import { type ChildProcess, fork } from 'node:child_process'

/*
 * Benchmarks of the router take several processes that run at once: whoever asks, the router or
 * what it is compared with, and whoever answers. Each plays a part in a process of its own, so that
 * what one of them costs is known apart from the others.
 */

/** A part: makes ready, and says what it answers to questions. */
export type Part = (argument: string) => Promise<Answers>

export type Answers = Readonly<Record<string, (argument: string) => unknown>>

/** A process that plays a part. */
export interface Player {
  /** The answer to a question of the part, or to one of {@link WATCH}. */
  readonly ask: <T>(question: string, argument?: unknown) => Promise<T>
  readonly end: () => void
}

/** What every process of a benchmark can be asked, whatever it runs. */
export interface Usage {
  /** CPU time since the beginning, of all its threads, in microseconds. */
  readonly cpuUs: number
  readonly rssBytes: number
}

/** Plays the part that this process was started for; answers false where it was for none. */
export async function play(parts: Readonly<Record<string, Part>>): Promise<boolean> {
  const [, , name = '', argument = ''] = process.argv
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined
  if (part === undefined) return false
  const answers = await part(argument)
  process.on('message', async ({ id, question, argument: asked }: Question) => {
    const answer = answers[question]
    if (answer !== undefined) process.send?.({ id, answer: await answer(asked) })
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ id: READY })
  return true
}

/** Starts this script again, in that part. */
export async function start(name: string, argument = ''): Promise<Player> {
  const [, script = ''] = process.argv
  const child = fork(script, [name, argument], { execArgv: [...WATCHED, ...process.execArgv] })
  const player = playerOf(child, () => child.disconnect())
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', () => reject(new Error(`\`${name}\` did not start`)))
  })
  return player
}

/** Starts a script that knows nothing of benchmarks; it can be asked for its {@link Usage}. */
export function startForeign(
  script: string,
  { args, env }: { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
): Player {
  const child = fork(script, args, { execArgv: [...WATCHED], env, stdio: 'ignore' })
  return playerOf(child, () => child.kill())
}

interface Question {
  readonly id: number
  readonly question: string
  readonly argument: string
}

const READY = -1

/** Told to a process before its script: it answers `usage` however busy the script is. */
const WATCH = `
  process.on('message', ({ id, question }) => {
    if (question !== 'usage') return
    const { user, system } = process.cpuUsage()
    process.send({ id, answer: { cpuUs: user + system, rssBytes: process.memoryUsage.rss() } })
  })`
const WATCHED = ['--import', `data:text/javascript,${encodeURIComponent(WATCH)}`]

function playerOf(child: ChildProcess, end: Player['end']): Player {
  const waiting = new Map<number, (answer: unknown) => void>()
  let last = 0
  child.on('exit', (code) => {
    if (waiting.size > 0) throw new Error(`a process ended with ${code} before it had answered`)
  })
  child.on('message', ({ id, answer }: { readonly id: number; readonly answer: unknown }) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  return {
    ask: <T>(question: string, argument: unknown = '') => {
      last += 1
      const id = last
      child.send({ id, question, argument })
      // The other end of the channel is this very script.
      return new Promise<T>((resolve) => waiting.set(id, (answer) => resolve(answer as T)))
    },
    end,
  }
}
