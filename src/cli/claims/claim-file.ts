import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import type { Place } from '../../compile/index.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Problem } from '../problem.ts'

/** A file with claims, and what came of them. */
export interface ClaimFile {
  readonly name: string
  /** By place. */
  readonly claims: readonly ClaimResult[]
  /** What is wrong with the file, so that its claims could not be looked at. */
  readonly diagnostics: readonly Diagnostic[]
  /** Why it could not be read. */
  readonly problem: Problem | undefined
  /** The texts that diagnostics point into. */
  readonly sources: readonly Source[]
}

/** A proof, or a case of a test, and what came of it. */
export interface ClaimResult {
  readonly place: Place
  /** `support implies no_log`, `every plan keeps a second model (plan: free)` */
  readonly title: string
  readonly outcome: Outcome
  readonly diagnostics: readonly Diagnostic[]
  /** What a program is told besides. */
  readonly details: Readonly<Record<string, unknown>>
}

/** `open` is a proof that was neither found nor refuted. */
export type Outcome = 'passed' | 'failed' | 'open'

/** How a command ends that looked at these files. */
export function exitOf(files: readonly ClaimFile[]): ExitCode {
  if (files.some(({ problem }) => problem !== undefined)) return EXIT.usage
  const isFine = files.every(
    ({ claims, diagnostics }) =>
      !hasErrors(diagnostics) && claims.every(({ outcome }) => outcome === 'passed'),
  )
  return isFine ? EXIT.fine : EXIT.findings
}

/** Everything that was found about the claims of files, in order. */
export function findingsIn(files: readonly ClaimFile[]): readonly Diagnostic[] {
  return files.flatMap(({ claims }) => claims.flatMap(({ diagnostics }) => diagnostics))
}

export function sourcesOf(files: readonly ClaimFile[]): readonly Source[] {
  return files.flatMap(({ sources }) => sources)
}
