import type { RunProgram } from './run/run-program.ts'
import type { Screen } from './screen.ts'

/** The world as a command sees it. */
export interface Context {
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** An absolute path. */
  readonly cwd: string
  readonly env: Environment
  /** Milliseconds since 1970: which announced prices hold, and how old figures are. */
  readonly now: () => number
  /** Milliseconds that only ever grow: how long something takes. */
  readonly monotonic: () => number
  /** So many bytes of chance, for names that nobody else has. */
  readonly random: (count: number) => Uint8Array
  /** Aborted when whoever runs the command wants it to end; for those that run until then. */
  readonly interrupted: AbortSignal
  /** Runs a program on the streams of this process; undefined: as the system does it. */
  readonly runProgram: RunProgram | undefined
  /** Asks to be told whenever whoever runs the command wants what it has read to be read again. */
  readonly onReload: (reload: () => void) => void
  /** How text for people looks on standard output. */
  readonly screen: Screen
  /** How it looks on standard error. */
  readonly errorScreen: Screen
}

/** What {@link main} is given: everything of the process that a command may touch. */
export type World = Omit<
  Context,
  | 'screen'
  | 'errorScreen'
  | 'now'
  | 'monotonic'
  | 'random'
  | 'interrupted'
  | 'onReload'
  | 'runProgram'
> & {
  /** The clock; the system's own where absent. */
  readonly now?: Context['now']
  /** The system's own where absent. */
  readonly monotonic?: Context['monotonic']
  /** The system's own where absent. */
  readonly random?: Context['random']
  /** Never aborted where absent. */
  readonly interrupted?: AbortSignal
  /** The system's own where absent. */
  readonly runProgram?: RunProgram
  /** Nobody asks where absent. */
  readonly onReload?: Context['onReload']
  /** The words after the program's name. */
  readonly argv: readonly string[]
}

export type Environment = Readonly<Record<string, string | undefined>>

export type InputStream = AsyncIterable<string | Uint8Array> & {
  readonly isTTY?: boolean | undefined
}

export interface OutputStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}
