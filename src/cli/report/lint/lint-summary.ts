import type { Diagnostic, Severity } from '../../../base/diagnostic.ts'

/** How many findings there are, and how many of them the tool can mend. */
export interface LintSummary {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
  /** Findings whose fix leaves the fingerprint as it is: those of `--fix`. */
  readonly safeFixes: number
  /** Findings whose fix may change the meaning: what `--fix --unsafe` adds. */
  readonly unsafeFixes: number
}

export function lintSummary(diagnostics: readonly Diagnostic[]): LintSummary {
  const ofSeverity = (wanted: Severity) =>
    diagnostics.filter(({ severity }) => severity === wanted).length
  return {
    errors: ofSeverity('error'),
    warnings: ofSeverity('warning'),
    infos: ofSeverity('info'),
    safeFixes: diagnostics.filter(({ fix }) => fix?.safe === true).length,
    unsafeFixes: diagnostics.filter(({ fix }) => fix?.safe === false).length,
  }
}
