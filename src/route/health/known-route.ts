import { type BreakerCounts, NO_COUNTS } from './breaker.ts'

/** What is known of a route beside its gate and its averages. */
export interface KnownRoute {
  /** When a call last said something of the provider. */
  readonly markedMs: number
  readonly counts: BreakerCounts
  readonly answered: number
  readonly failed: number
  readonly openings: number
}

export const UNKNOWN_ROUTE: KnownRoute = {
  markedMs: Number.NEGATIVE_INFINITY,
  counts: NO_COUNTS,
  answered: 0,
  failed: 0,
  openings: 0,
}
