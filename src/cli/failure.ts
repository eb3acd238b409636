import type { Diagnostic } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Problem } from './problem.ts'

/** Why a command gives no answer. The command line tells it; the command only hands it over. */
export type Failure = Problem | Findings

/** What is wrong in a file, as a checker told it. */
export interface Findings {
  readonly kind: 'findings'
  readonly diagnostics: readonly Diagnostic[]
  /** The texts that the diagnostics point into. */
  readonly sources: readonly Source[]
  readonly exit: ExitCode
}

/** Findings in what the command was asked about. */
export function findings(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  exit: ExitCode = EXIT.findings,
): Findings {
  return { kind: 'findings', diagnostics, sources, exit }
}
