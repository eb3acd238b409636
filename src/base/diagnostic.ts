import type { Span } from './span.ts'

export type Severity = 'error' | 'warning' | 'info'

/**
 * One thing to say about a source, as data. Printers turn it into colour, carets or JSON.
 *
 * `message` is one sentence, lower case, without a period, user text in backticks.
 */
export interface Diagnostic {
  /** Stable, never reused: `UH2003`. The page of the code is `docs/diagnostics/UH2003.md`. */
  readonly code: string
  readonly severity: Severity
  readonly message: string
  /** The name of the {@link Source} that `span` is in. */
  readonly source: string
  readonly span: Span
  /** What stands under the carets. */
  readonly label?: string
  /** Other places that matter, each with what it has to do with this. */
  readonly related?: readonly Related[]
  readonly notes?: readonly string[]
  readonly help?: string
  readonly fix?: Fix
}

export interface Related {
  /** Set when the place is in another source than the diagnostic's own. */
  readonly source?: string
  readonly span: Span
  readonly label: string
}

/** A change a machine can apply. `safe` promises that the fingerprint stays as it is. */
export interface Fix {
  readonly title: string
  readonly safe: boolean
  readonly edits: readonly Edit[]
}

/** Replaces `span` of the diagnostic's source by `text`. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

/** What every stage over source text answers: whatever could be made of it, and what was wrong. */
export interface Checked<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}
