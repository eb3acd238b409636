import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { ask } from './ask.ts'

/** How a server ended that was told to while it was busy. */
export interface Stopped {
  readonly exitCode: number | null
  /** By the status the clients saw. */
  readonly statuses: ReadonlyMap<string, number>
  /** Answers that the clients have the name of a receipt of. */
  readonly owed: number
  /** What the server said last: how many receipts are written, and how many are lost. */
  readonly lastLine: string
}

/** Serves with the built command, sends requests, and SIGTERM after half of them. */
export async function stoppedServer(directory: string, requests: number): Promise<Stopped> {
  const policy = join(directory, 'soak.uh')
  writeFileSync(policy, 'policy support = cheapest where quality >= 0.5 fallback next\n')
  const args = ['serve', policy, '--sandbox', '--port', '0', '--trace', join(directory, 'trace')]
  const server = spawn(process.execPath, [BIN, ...args, '--fault', '*=slow@40:0.2'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const url = await addressOf(server)
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const statuses = new Map<string, number>()
  let [begun, owed] = [0, 0]
  const client = async (): Promise<void> => {
    while (begun < requests) {
      const index = begun
      begun += 1
      if (index === Math.floor(requests / 2)) server.kill('SIGTERM')
      const { status, isOwed } = await ask({ url, agent, index })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (isOwed) owed += 1
    }
  }
  const over = once(server, 'exit')
  await Promise.all(Array.from({ length: 16 }, client))
  agent.destroy()
  const [exitCode] = await over
  return { exitCode, statuses, owed, lastLine: told.trim().split('\n').at(-1) ?? '' }
}

/** What a command says of the trace in a directory, and whether it is content with it. */
export function checked(command: readonly string[], directory: string) {
  const args = [BIN, ...command, directory]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { isFine: status === 0, text: `${stdout}${stderr}`.trim() }
}

const BIN = 'bin/unhardcoded.js'

async function addressOf(server: ChildProcess): Promise<string> {
  const { stdout } = server
  if (stdout === null) throw new Error('the server has no output')
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code} before it listened`)
  })
  const [line] = await Promise.race([once(stdout.setEncoding('utf8'), 'data'), ended])
  return String(line).trim().replace(/\/v1$/, '')
}
