import type { WhatIfSummary } from '../../trace/what-if/index.ts'
import type { Missing } from '../trace/missing.ts'
import type { Fields } from './what-if-tally.ts'

/** Everything that a what-if has to tell: the reports are written from this. */
export interface WhatIfReport {
  /** What is other than it was recorded, in words: `without openai`. */
  readonly change: readonly string[]
  readonly summary: WhatIfSummary
  /** How many of what is counted are nodes of flows, each asked by itself. */
  readonly nodes: number
  /** How many flows those are of. */
  readonly flows: number
  /** The fields of the catalogs, for numbers in their units: see `againstText` and `letInText`. */
  readonly fields: Fields
  /** What is in no figure, since it could not be written. */
  readonly missing: Missing | undefined
  /** The gates that are shut, and why, in sentences. */
  readonly shut: readonly string[]
}
