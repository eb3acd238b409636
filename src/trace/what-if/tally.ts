import { add } from '../../catalog/money.ts'
import type { Unjudged } from './change.ts'
import { type PlacedExample, withExamples } from './examples.ts'
import { comparePlaces, type Place } from './place.ts'
import type {
  BasisRow,
  DayRow,
  LostRow,
  ModelRow,
  MoveRow,
  ReasonRow,
  Sums,
  UnjudgedRow,
  WhatIfCounts,
} from './summary.ts'
import { NO_COUNTS, NO_SUMS, plusSide, plusSums } from './sums.ts'
import { tallyOf, tallyOfUnjudged } from './tally-of.ts'
import type { WhatIf } from './what-if.ts'

/**
 * What was counted of some receipts: rows by what tells them apart. A receipt alone is a tally,
 * and tallies of disjoint sets of receipts add up to the same in any order and any grouping: sums
 * are exact, and of what stands for many the first by id is kept. It is plain data, which can be
 * sent from thread to thread, and grows with the days, routes and clauses there are, not with the
 * receipts.
 */
export interface WhatIfTally {
  readonly counts: WhatIfCounts
  readonly total: Sums
  readonly unmoved: Sums
  readonly days: Table<DayRow>
  readonly models: Table<ModelRow>
  readonly moves: Table<Placed<MoveRow>>
  readonly reasons: Table<Placed<ReasonRow>>
  readonly lost: Table<Placed<LostRow>>
  readonly bases: Table<BasisRow>
  readonly unjudged: Table<UnjudgedRow>
  readonly examples: readonly PlacedExample[]
}

export type Table<Row> = ReadonlyMap<string, Row>

/** A row with the receipt that it shows one thing of. */
export interface Placed<Row> {
  readonly row: Row
  readonly place: Place
}

/** Counts receipts one after the other. */
export interface WhatIfCounter {
  readonly add: (one: WhatIf | Unjudged) => void
  readonly result: () => WhatIfTally
}

export function openCounter(): WhatIfCounter {
  const whole = emptyTally()
  return {
    add: (one) => absorb(whole, 'why' in one ? tallyOfUnjudged(one) : tallyOf(one)),
    result: () => whole,
  }
}

/** The tally of two disjoint sets of receipts. */
export function mergeTallies(a: WhatIfTally, b: WhatIfTally): WhatIfTally {
  const whole = emptyTally()
  absorb(whole, a)
  absorb(whole, b)
  return whole
}

/** A tally that is being added to; nobody else sees it before it is done. */
type Growing = {
  -readonly [Part in keyof WhatIfTally]: WhatIfTally[Part] extends Table<infer Row>
    ? Map<string, Row>
    : WhatIfTally[Part]
}

function emptyTally(): Growing {
  return {
    counts: NO_COUNTS,
    total: NO_SUMS,
    unmoved: NO_SUMS,
    days: new Map(),
    models: new Map(),
    moves: new Map(),
    reasons: new Map(),
    lost: new Map(),
    bases: new Map(),
    unjudged: new Map(),
    examples: [],
  }
}

function absorb(whole: Growing, part: WhatIfTally): void {
  whole.counts = plusCounts(whole.counts, part.counts)
  whole.total = plusSums(whole.total, part.total)
  whole.unmoved = plusSums(whole.unmoved, part.unmoved)
  addRows(whole.days, part.days, (a, b) => ({ ...a, ...plusSums(a, b), moved: a.moved + b.moved }))
  addRows(whole.models, part.models, (a, b) => ({
    ...a,
    before: plusSide(a.before, b.before),
    after: plusSide(a.after, b.after),
  }))
  addRows(whole.moves, part.moves, (a, b) => firstOf(a, b, plusSums(a.row, b.row)))
  addRows(whole.reasons, part.reasons, (a, b) => firstOf(a, b, plusSums(a.row, b.row)))
  addRows(whole.lost, part.lost, (a, b) => firstOf(a, b, plusReceipts(a.row, b.row)))
  addRows(whole.bases, part.bases, (a, b) => ({
    ...a,
    ...plusReceipts(a, b),
    before: add(a.before, b.before),
    after: add(a.after, b.after),
  }))
  addRows(whole.unjudged, part.unjudged, (a, b) => ({ ...a, ...plusReceipts(a, b) }))
  whole.examples = withExamples(whole.examples, part.examples)
}

function addRows<Row>(
  whole: Map<string, Row>,
  part: Table<Row>,
  plus: (a: Row, b: Row) => Row,
): void {
  for (const [key, row] of part) {
    const known = whole.get(key)
    whole.set(key, known === undefined ? row : plus(known, row))
  }
}

/** What the two show of the first receipt, and what they count together. */
function firstOf<Row>(a: Placed<Row>, b: Placed<Row>, counted: Partial<Row>): Placed<Row> {
  const first = comparePlaces(a.place, b.place) <= 0 ? a : b
  return { place: first.place, row: { ...first.row, ...counted } }
}

function plusReceipts(a: { readonly receipts: number }, b: { readonly receipts: number }) {
  return { receipts: a.receipts + b.receipts }
}

function plusCounts(a: WhatIfCounts, b: WhatIfCounts): WhatIfCounts {
  return {
    judged: a.judged + b.judged,
    unjudged: a.unjudged + b.unjudged,
    moved: a.moved + b.moved,
    reranked: a.reranked + b.reranked,
    nobodyBefore: a.nobodyBefore + b.nobodyBefore,
    nobodyAfter: a.nobodyAfter + b.nobodyAfter,
    lost: a.lost + b.lost,
    gained: a.gained + b.gained,
  }
}
