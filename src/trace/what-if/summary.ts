import type { Decimal } from '../../catalog/money.ts'
import type { Basis } from './basis.ts'
import type { End } from './end.ts'
import type { Move, PolicyPart, Reason, Seen } from './move.ts'

/**
 * What would have been, over all receipts of a selection. Money is exact USD. In every table the
 * sums of the rows are the sums of the whole: `days` add up to `total`, so do `moves` and
 * `unmoved`, and so does each side of `models`. Only `bases` overlap.
 */
export interface WhatIfSummary {
  readonly counts: WhatIfCounts
  readonly total: Sums
  /** By UTC day, from the first to the last; days without receipts are absent. */
  readonly days: readonly DayRow[]
  /** By who answered, as recorded or as it would have been; the dearest first. */
  readonly models: readonly ModelRow[]
  /** The most frequent first. */
  readonly moves: readonly MoveRow[]
  /** All that is judged and did not move. */
  readonly unmoved: Sums
  /** What decided, over all moves: the most frequent first. */
  readonly reasons: readonly ReasonRow[]
  /** Requests that would have had no candidate and had one, by who came nearest. */
  readonly lost: readonly LostRow[]
  /** In the order of `BASES`; an estimate may rest on several. */
  readonly bases: readonly BasisRow[]
  /** Why receipts were not judged: the most frequent first. */
  readonly unjudged: readonly UnjudgedRow[]
  /** Moved receipts with the greatest differences in dollars, at most {@link MOST_EXAMPLES}. */
  readonly examples: readonly Example[]
}

export const MOST_EXAMPLES = 20

/** Receipts. */
export interface WhatIfCounts {
  readonly judged: number
  readonly unjudged: number
  /** Of the judged: those that end in another way. */
  readonly moved: number
  /** Of those that did not move: those whose candidates are others, or in another order. */
  readonly reranked: number
  /** Without a candidate, as recorded. */
  readonly nobodyBefore: number
  /** Without a candidate, as it would have been. */
  readonly nobodyAfter: number
  /** Had a candidate, and would have none. */
  readonly lost: number
  /** Had no candidate, and would have one. */
  readonly gained: number
}

export interface Sums {
  /** Judged receipts. */
  readonly receipts: number
  /** Of them, those answered both ways at costs that are known: all that dollars stand for. */
  readonly compared: number
  /** What the compared cost. */
  readonly before: Decimal
  /** What they would have cost. */
  readonly after: Decimal
  /** The quality of the models that answered them, where the catalog knows it. */
  readonly qualityBefore: Mean
  readonly qualityAfter: Mean
}

/** A mean that can be added to: `sum / count`; nothing is known where `count` is 0. */
export interface Mean {
  readonly sum: Decimal
  readonly count: number
}

export interface DayRow extends Sums {
  /** `2026-11-10` */
  readonly day: string
  readonly moved: number
}

export interface ModelRow {
  readonly end: End
  readonly before: Side
  readonly after: Side
}

/** What ends in one way. */
export interface Side {
  readonly receipts: number
  /** Of them, those that dollars stand for. */
  readonly compared: number
  readonly usd: Decimal
  readonly quality: Mean
}

export interface MoveRow extends Sums, Move {}

/** Of a clause, what was `seen` is that of the first receipt, by id. */
export interface ReasonRow extends Sums {
  /** Whether it keeps the old answer away, or lets the new one in. */
  readonly side: 'against' | 'letIn'
  readonly reason: Reason
}

export interface LostRow {
  /** The clause that came nearest to holding; undefined where there are no candidates at all. */
  readonly clause: PolicyPart | undefined
  /** Who came nearest, and what it showed; undefined where nothing was looked at. */
  readonly nearest: Seen | undefined
  readonly receipts: number
}

export interface BasisRow {
  readonly basis: Basis
  readonly receipts: number
  /** What is known of what they cost. */
  readonly before: Decimal
  /** What is known of what they would have cost. */
  readonly after: Decimal
}

export interface UnjudgedRow {
  /** One sentence, lower case, no period. */
  readonly why: string
  readonly receipts: number
}

export interface Example extends Move {
  readonly id: string
  readonly at: string
  readonly costBefore: Decimal | undefined
  readonly costAfter: Decimal | undefined
  readonly bases: readonly Basis[]
}
