import type { Severity } from '../base/diagnostic.ts'

export interface CatalogCodeRow {
  /** What the code says in general; the title of its page under `docs/diagnostics/`. */
  readonly title: string
  readonly severity: Severity
}

/**
 * What can be said about a catalog. Append only: a code is never reused.
 *
 * Up to UH6021 the document cannot be used; then come the findings of `catalog check`, and what
 * importers say.
 */
// biome-ignore format: table
export const CATALOG_CODES = {
  UH6001: { title: 'the text is not YAML or JSON', severity: 'error' },
  UH6002: { title: 'a key stands twice', severity: 'error' },
  UH6003: { title: 'the document is larger or deeper than a catalog may be', severity: 'error' },
  UH6004: { title: 'a member is unknown', severity: 'error' },
  UH6005: { title: 'a member is missing', severity: 'error' },
  UH6006: { title: 'another kind of value is expected', severity: 'error' },
  UH6007: { title: 'the format of the document is another version', severity: 'error' },
  UH6008: { title: 'a number is not finite', severity: 'error' },
  UH6009: { title: 'a price is negative', severity: 'error' },
  UH6010: { title: 'a value lies outside of what its field can have', severity: 'error' },
  UH6011: { title: 'a provider is unknown', severity: 'error' },
  UH6012: { title: 'a source is unknown', severity: 'error' },
  UH6013: { title: 'a tier is unknown', severity: 'error' },
  UH6014: { title: 'a word is not one of those that may stand there', severity: 'error' },
  UH6015: { title: 'a field cannot have this name', severity: 'error' },
  UH6016: { title: 'the declaration of a field contradicts itself', severity: 'error' },
  UH6017: { title: 'a text is not a day', severity: 'error' },
  UH6018: { title: 'a text is not a web address', severity: 'error' },
  UH6019: { title: 'a value does not belong where it stands', severity: 'error' },
  UH6020: { title: 'a list is out of order', severity: 'error' },
  UH6021: { title: 'a name cannot be used', severity: 'error' },

  UH6022: { title: 'the figures are old', severity: 'warning' },
  UH6023: { title: 'nobody serves a model', severity: 'warning' },
  UH6024: { title: 'two routes are the same', severity: 'warning' },
  UH6025: { title: 'sources disagree', severity: 'info' },
  UH6026: { title: 'a model lacks a figure that models are ranked by', severity: 'info' },
  UH6027: { title: 'a route has no price', severity: 'warning' },
  UH6028: { title: 'an announced price is in force', severity: 'warning' },
  UH6029: { title: 'a provider serves nothing', severity: 'info' },
  UH6030: { title: 'a capability has an unusual name', severity: 'warning' },
  UH6031: { title: 'a figure does not say where it comes from', severity: 'info' },

  UH6032: { title: 'the data does not have the shape that is imported', severity: 'error' },
  UH6033: { title: 'entries were left out of the import, or taken in part', severity: 'info' },
} as const satisfies Record<string, CatalogCodeRow>

export type CatalogCode = keyof typeof CATALOG_CODES
