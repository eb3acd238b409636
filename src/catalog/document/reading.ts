import type { Diagnostic, Fix, Related } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import { CATALOG_CODES, type CatalogCode } from '../codes.ts'

/** What a reader of a document works with: where it is, and what was said so far. */
export interface Reading {
  /** The name of the document's source. */
  readonly source: string
  /** The text of the source; empty for plain data. */
  readonly text: string
  readonly diagnostics: Diagnostic[]
}

export interface Problem {
  readonly message: string
  readonly span: Span
  readonly label?: string
  readonly related?: readonly Related[]
  readonly help?: string
  readonly fix?: Fix
}

/** Adds a diagnostic with the severity that the table gives its code. */
export function report(reading: Reading, code: CatalogCode, problem: Problem): void {
  const { severity } = CATALOG_CODES[code]
  reading.diagnostics.push({ code, severity, source: reading.source, ...problem })
}
