import type { Severity } from '../base/diagnostic.ts'
import { CATALOG_CODES, type CatalogCode } from './codes.ts'

/** Something to know about a catalog that can be used. */
export interface Finding {
  readonly code: CatalogCode
  readonly severity: Severity
  readonly message: string
  /** The keys and places that lead to it in the document: `models`, `gpt-5`, `served_by`, `0`. */
  readonly path: readonly string[]
  readonly help?: string
}

export function finding(code: CatalogCode, rest: Omit<Finding, 'code' | 'severity'>): Finding {
  return { code, severity: CATALOG_CODES[code].severity, ...rest }
}
