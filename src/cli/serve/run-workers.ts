import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { prepare, type ServerWishes } from './prepare.ts'
import type { ServerLog } from './server-log.ts'

/** Several processes that share a port, and who is told of them. */
export interface WorkersRun {
  readonly wishes: ServerWishes
  readonly log: ServerLog
  /** Told once, when the first of them takes requests. @param url without a path. */
  readonly onListening: (url: string) => void
}

/**
 * Runs the same command in several processes, and one in place of each that dies, until it is
 * interrupted. Where the first ones cannot begin, nothing runs.
 */
export async function runWorkers(
  { wishes, log, onListening }: WorkersRun,
  context: Context,
): Promise<number | Failure> {
  // What is wrong is told once, and not by every one of them.
  const prepared = await prepare(wishes, context)
  if (!prepared.ok) return prepared.error
  const crew = new Crew(log, onListening)
  context.onReload(() => crew.signal('SIGHUP'))
  crew.start(wishes.workers)
  const interruption = context.interrupted.aborted
    ? Promise.resolve()
    : once(context.interrupted, 'abort')
  const failed = await Promise.race([interruption.then(() => undefined), crew.failure])
  await crew.end(prepared.value.drainMs + GRACE_MS)
  return failed ?? EXIT.fine
}

/** Beyond the time that requests have, for receipts to be written. */
const GRACE_MS = 10_000

/** How soon one that dies is replaced: at first, and doubled to at most. */
const RESTART_MS = { first: 100, most: 30_000 } as const

/** The processes, of which as many are kept as were asked for. A class, since it owns them. */
class Crew {
  /** How a process ended that could not begin. Never settles where all of them could. */
  readonly failure: Promise<number>
  readonly #log: ServerLog
  #onListening: ((url: string) => void) | undefined
  #fail: (code: number) => void = () => {}
  readonly #listening = new Set<Worker>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #isEnding = false
  #pauseMs: number = RESTART_MS.first

  constructor(log: ServerLog, onListening: (url: string) => void) {
    this.#log = log
    this.#onListening = onListening
    this.failure = new Promise((resolve) => {
      this.#fail = resolve
    })
  }

  start(count: number): void {
    for (let i = 0; i < count; i++) this.#fork('first')
  }

  signal(signal: NodeJS.Signals): void {
    for (const worker of this.#listening) worker.process.kill(signal)
  }

  /** Asks all of them to end, and ends those that have not after that time. */
  async end(withinMs: number): Promise<void> {
    this.#isEnding = true
    for (const timer of this.#timers) clearTimeout(timer)
    const workers = Object.values(cluster.workers ?? {}).filter((each) => each !== undefined)
    const exits = workers.map((worker) => once(worker, 'exit'))
    for (const worker of workers) worker.process.kill('SIGTERM')
    const timer = setTimeout(() => {
      for (const worker of workers) worker.process.kill('SIGKILL')
    }, withinMs)
    await Promise.all(exits)
    clearTimeout(timer)
  }

  #fork(generation: 'first' | 'later'): void {
    const worker = cluster.fork()
    worker.on('message', (message: unknown) => {
      if (!isListening(message)) return
      this.#listening.add(worker)
      this.#pauseMs = RESTART_MS.first
      this.#onListening?.(message.listening)
      this.#onListening = undefined
    })
    worker.on('exit', (code: number | null, signal: string | null) => {
      const hadBegun = this.#listening.delete(worker)
      if (this.#isEnding) return
      if (generation === 'first' && !hadBegun) this.#fail(code ?? EXIT.usage)
      else this.#replace(worker, signal ?? `exit code ${code}`)
    })
  }

  #replace({ id }: Worker, how: string): void {
    const pauseMs = this.#pauseMs
    this.#pauseMs = Math.min(2 * pauseMs, RESTART_MS.most)
    this.#log({
      event: 'worker died',
      level: 'warning',
      text: `worker ${id} died (${how}); another one takes its place`,
      facts: { worker: id, how },
    })
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#fork('later')
    }, pauseMs)
    this.#timers.add(timer)
  }
}

/** What a process says of itself when it takes requests. */
export interface ListeningMessage {
  readonly listening: string
}

function isListening(message: unknown): message is ListeningMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'listening' in message &&
    typeof message.listening === 'string'
  )
}
