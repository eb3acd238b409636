import { constants } from 'node:os'
import { execa } from 'execa'
import { err, ok, type Result } from '../../base/result.ts'
import type { Environment } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { visible } from '../report/glyphs.ts'
import { forwardSignals } from './forward-signals.ts'

/** A program, and where it runs. */
export interface Program {
  readonly words: readonly string[]
  readonly cwd: string
  /** All of it. */
  readonly env: Environment
}

/**
 * Runs a program on the streams of this process.
 *
 * @returns what it exits with, 128 and the number of the signal where one ended it; or why it could
 *   not be run.
 */
export type RunProgram = (program: Program) => Promise<Result<number, Problem>>

/** By the system, and with the signals that this process gets. */
export async function runProgram({
  words: [file = '', ...args],
  cwd,
  env,
}: Program): Promise<Result<number, Problem>> {
  const running = execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
    windowsHide: false,
    // How long a program takes to end is its own affair.
    forceKillAfterDelay: false,
  })
  const release = forwardSignals((signal) => running.kill(signal))
  try {
    const { exitCode, signal, code } = await running
    if (exitCode !== undefined) return ok(exitCode)
    if (signal !== undefined) return ok(128 + constants.signals[signal])
    const reason = REASONS.get(code ?? '') ?? code ?? 'it did not begin'
    return err(problem(`cannot run \`${visible(file)}\`: ${reason}`))
  } finally {
    release()
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such command'],
  ['EACCES', 'it may not be executed'],
  ['ENOEXEC', 'it is no program'],
  ['E2BIG', 'its words and its environment are too long'],
])
