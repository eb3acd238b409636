import type { Severity } from '../base/diagnostic.ts'

export interface CodeRow {
  /** What the code says in general; the title of its page under `docs/diagnostics/`. */
  readonly title: string
  readonly severity: Severity
}

/** The reasons for which admission refuses a term or a flow. A code is never reused. */
// biome-ignore format: table
export const ADMISSION_CODES = {
  UH8001: { title: 'a term is not an array that begins with an operation', severity: 'error' },
  UH8002: { title: 'an operation is unknown', severity: 'error' },
  UH8003: { title: 'an operation has the wrong number of arguments', severity: 'error' },
  UH8004: { title: 'an argument is a term of another sort', severity: 'error' },
  UH8005: { title: 'a term or flow is larger than a host accepts', severity: 'error' },
  UH8006: { title: 'a number is missing or not finite', severity: 'error' },
  UH8007: { title: 'a count is not a whole number of at least 1', severity: 'error' },
  UH8008: { title: 'a relation is unknown', severity: 'error' },
  UH8009: { title: 'a field is not declared', severity: 'error' },
  UH8010: { title: 'a field has another sort', severity: 'error' },
  UH8011: { title: 'a tier is unknown', severity: 'error' },
  UH8012: { title: 'a text or a plain value is missing', severity: 'error' },
  UH8013: { title: 'a text is not valid Unicode', severity: 'error' },
  UH8014: { title: 'an action is not a record of settings', severity: 'error' },
  UH8015: { title: 'an action is unknown', severity: 'error' },
  UH8016: { title: 'a filter recipe is malformed', severity: 'error' },
  UH8017: { title: 'a chain is malformed', severity: 'error' },
  UH8018: { title: 'a flow is not a map of nodes', severity: 'error' },
  UH8019: { title: 'a flow node is malformed', severity: 'error' },
  UH8020: { title: 'a flow node takes the wrong number of inputs', severity: 'error' },
  UH8021: { title: 'an input of a flow node names no node that it can take', severity: 'error' },
  UH8022: { title: 'a flow has not exactly one input and one output', severity: 'error' },
  UH8023: { title: 'a flow runs in a circle', severity: 'error' },
  UH8024: { title: 'a flow node does nothing for the answer', severity: 'error' },
} as const satisfies Record<string, CodeRow>

export type AdmissionCode = keyof typeof ADMISSION_CODES
