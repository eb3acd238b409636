import { add, type Decimal, decimalOf, toNumber, ZERO } from '../../catalog/money.ts'
import { isCompared } from './estimate.ts'
import type { Mean, Side, Sums, WhatIfCounts } from './summary.ts'
import type { WhatIf } from './what-if.ts'

export const NO_MEAN: Mean = { sum: ZERO, count: 0 }

export const NO_COUNTS: WhatIfCounts = {
  judged: 0,
  unjudged: 0,
  moved: 0,
  reranked: 0,
  nobodyBefore: 0,
  nobodyAfter: 0,
  lost: 0,
  gained: 0,
}

export const NO_SUMS: Sums = {
  receipts: 0,
  compared: 0,
  before: ZERO,
  after: ZERO,
  qualityBefore: NO_MEAN,
  qualityAfter: NO_MEAN,
}

export const NO_SIDE: Side = { receipts: 0, compared: 0, usd: ZERO, quality: NO_MEAN }

/** What one receipt adds. Dollars and quality count where both costs are known. */
export function sumsOf(one: WhatIf): Sums {
  if (!isCompared(one)) return { ...NO_SUMS, receipts: 1 }
  return {
    receipts: 1,
    compared: 1,
    before: one.before ?? ZERO,
    after: one.after ?? ZERO,
    qualityBefore: meanOf(one.qualityBefore),
    qualityAfter: meanOf(one.qualityAfter),
  }
}

/** One side of what a receipt adds. */
export function sideOf(sums: Sums, side: 'before' | 'after'): Side {
  const quality = side === 'before' ? sums.qualityBefore : sums.qualityAfter
  return { receipts: sums.receipts, compared: sums.compared, usd: sums[side], quality }
}

/** The sums of two disjoint sets of receipts. */
export function plusSums(a: Sums, b: Sums): Sums {
  return {
    receipts: a.receipts + b.receipts,
    compared: a.compared + b.compared,
    before: add(a.before, b.before),
    after: add(a.after, b.after),
    qualityBefore: plusMean(a.qualityBefore, b.qualityBefore),
    qualityAfter: plusMean(a.qualityAfter, b.qualityAfter),
  }
}

export function plusSide(a: Side, b: Side): Side {
  return {
    receipts: a.receipts + b.receipts,
    compared: a.compared + b.compared,
    usd: add(a.usd, b.usd),
    quality: plusMean(a.quality, b.quality),
  }
}

/** USD more than before; negative where it is less. */
export function increaseOf({ before, after }: Pick<Sums, 'before' | 'after'>): Decimal {
  return add(after, { ...before, digits: -before.digits })
}

function meanOf(value: number | undefined): Mean {
  return value === undefined ? NO_MEAN : { sum: decimalOf(value), count: 1 }
}

function plusMean(a: Mean, b: Mean): Mean {
  return { sum: add(a.sum, b.sum), count: a.count + b.count }
}

/** The mean, to twelve digits; undefined where nothing is known. */
export function meanValue({ sum, count }: Mean): number | undefined {
  return count === 0 ? undefined : Number((toNumber(sum) / count).toPrecision(12))
}
