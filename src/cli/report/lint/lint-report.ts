import type { Diagnostic, Severity } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'

/** Everything that a run of the linter has to tell, whatever the format. */
export interface LintReport {
  /** The names of all files that were looked at, in the order in which they are told. */
  readonly files: readonly string[]
  /** Sorted: reporters keep the order. */
  readonly diagnostics: readonly Diagnostic[]
  /**
   * The texts that the diagnostics point into. A diagnostic in a source that is not here, or in one
   * without text, has no position.
   */
  readonly sources: readonly Source[]
  /** What could have been found; a diagnostic may have a code that is not here. */
  readonly rules: readonly ReportedRule[]
  readonly tool: { readonly name: string; readonly version: string }
}

/** A rule as formats that list rules describe it. */
export interface ReportedRule {
  /** `UH3001` */
  readonly code: string
  /** `contradiction` */
  readonly name: string
  /** What it means, in a few words. */
  readonly title: string
  readonly severity: Severity
  readonly pageUrl?: string
}
