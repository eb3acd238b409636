import type { Span } from '../../base/span.ts'

/**
 * JSON data with the places it was read from. Readers of YAML, JSON and plain values all end
 * here, so there is one decoder for all of them.
 */
export type Located = LocatedRecord | LocatedList | LocatedScalar

export interface LocatedRecord {
  readonly kind: 'record'
  readonly span: Span
  /** In the order of the document, every key once. */
  readonly entries: readonly LocatedEntry[]
}

export interface LocatedEntry {
  readonly key: string
  readonly keySpan: Span
  readonly value: Located
}

export interface LocatedList {
  readonly kind: 'list'
  readonly span: Span
  readonly items: readonly Located[]
}

export interface LocatedScalar {
  readonly kind: 'scalar'
  readonly span: Span
  readonly value: string | number | boolean | null
}

/** Records and lists inside one another: a catalog has 8. */
export const MAX_DEPTH = 32

/** Records, lists and scalars; aliases count as what they stand for. */
export const MAX_NODES = 500_000

/** UTF-16 code units of YAML, which takes a hundred times as long to read as JSON. */
export const MAX_YAML_LENGTH = 2_000_000

/** UTF-16 code units of JSON. */
export const MAX_JSON_LENGTH = 16_000_000
