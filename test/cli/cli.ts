import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { execa } from 'execa'
import { ok } from '../../src/base/result.ts'
import type { Environment, OutputStream } from '../../src/cli/context.ts'
import { main } from '../../src/cli/main.ts'

/** How a run of the command line is set up. Nothing of this process is seen by it. */
export interface Setup {
  readonly stdin?: string | Uint8Array
  readonly env?: Environment
  readonly cwd?: string
  /** Columns of the terminal that both streams are; without it they are pipes. */
  readonly terminal?: number
  /** What chance gives: a byte over and over, 7 unless said, or another one for each time. */
  readonly chance?: number | 'counted'
  /** When a command that runs until it is interrupted is; at once unless said. */
  readonly interrupted?: AbortSignal
  /** The clock of whatever is timed or waits, in milliseconds; the system's own unless said. */
  readonly monotonic?: () => number
  /** Given what has everything read again. */
  readonly onReload?: (reload: () => void) => void
  /** Told of what both streams show, in its order. */
  readonly show?: (text: string) => void
}

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line in this process. */
export async function cli(argv: readonly string[], setup: Setup = {}): Promise<Outcome> {
  const show = setup.show ?? (() => {})
  const stdout = new Collector(setup.terminal, show)
  const stderr = new Collector(setup.terminal, show)
  const code = await main({
    argv,
    stdin: stdinOf(setup),
    stdout,
    stderr,
    cwd: setup.cwd ?? NOWHERE,
    env: setup.env ?? {},
    now: () => Date.parse('2026-12-01T00:00:00Z'),
    ...(setup.monotonic !== undefined && { monotonic: setup.monotonic }),
    ...(setup.onReload !== undefined && { onReload: setup.onReload }),
    runProgram: async ({ words: [file = '', ...args], cwd, env }) => {
      const { exitCode = 1, ...said } = await execa(file, args, {
        cwd,
        env: { PATH: process.env.PATH, ...env },
        extendEnv: false,
        reject: false,
        stripFinalNewline: false,
      })
      stdout.write(`${said.stdout}`)
      stderr.write(`${said.stderr}`)
      return ok(exitCode)
    },
    interrupted: setup.interrupted ?? AbortSignal.abort(),
    random: randomOf(setup),
  })
  return { code, stdout: stdout.text, stderr: stderr.text }
}

/** A directory with files in it, for the time of a test. */
export async function withFiles<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  run: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'unhardcoded-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(directory, name), content)
    }
    return await run(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Where there are no files, and no configuration. */
const NOWHERE = join(tmpdir(), 'unhardcoded-nowhere')

function randomOf({ chance = 7 }: Setup): (count: number) => Uint8Array {
  let calls = 0
  return (count) => new Uint8Array(count).fill(chance === 'counted' ? ++calls : chance)
}

function stdinOf({ stdin, terminal }: Setup) {
  if (stdin === undefined && terminal !== undefined) {
    return Object.assign(Readable.from([]), { isTTY: true })
  }
  return Readable.from(stdin === undefined ? [] : [Buffer.from(stdin)])
}

class Collector implements OutputStream {
  text = ''
  readonly isTTY: boolean
  readonly columns: number | undefined

  readonly #show: (text: string) => void

  constructor(columns: number | undefined, show: (text: string) => void) {
    this.#show = show
    this.columns = columns
    this.isTTY = columns !== undefined
  }

  write(text: string): void {
    this.text += text
    this.#show(text)
  }
}
