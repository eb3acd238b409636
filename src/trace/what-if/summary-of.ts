import { compareBytes } from '../../base/byte-order.ts'
import { compare, type Decimal } from '../../catalog/money.ts'
import { BASIS_NAMES } from './basis.ts'
import type { ModelRow, WhatIfSummary } from './summary.ts'
import type { Placed, Table, WhatIfTally } from './tally.ts'

/** What a tally comes to, in the order in which it is reported. */
export function summaryOf(tally: WhatIfTally): WhatIfSummary {
  return {
    counts: tally.counts,
    total: tally.total,
    days: sorted(tally.days, () => 0),
    models: sorted(tally.models, (a, b) => compare(dearest(b), dearest(a))),
    moves: sorted(unplaced(tally.moves), byReceipts),
    unmoved: tally.unmoved,
    reasons: sorted(unplaced(tally.reasons), byReceipts),
    lost: sorted(unplaced(tally.lost), byReceipts),
    bases: BASIS_NAMES.flatMap((basis) => tally.bases.get(basis) ?? []),
    unjudged: sorted(tally.unjudged, byReceipts),
    examples: tally.examples.map(({ example }) => example),
  }
}

/** The rows; those that are equal by their keys. */
function sorted<Row>(table: Table<Row>, order: (a: Row, b: Row) => number): readonly Row[] {
  return [...table]
    .sort(([keyA, a], [keyB, b]) => order(a, b) || compareBytes(keyA, keyB))
    .map(([, row]) => row)
}

function unplaced<Row>(table: Table<Placed<Row>>): Table<Row> {
  return new Map([...table].map(([key, { row }]) => [key, row]))
}

interface Counted {
  readonly receipts: number
}

function byReceipts(a: Counted, b: Counted): number {
  return b.receipts - a.receipts
}

function dearest({ before, after }: ModelRow): Decimal {
  return compare(before.usd, after.usd) < 0 ? after.usd : before.usd
}
