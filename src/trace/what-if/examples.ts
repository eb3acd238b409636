import { compare, type Decimal, ZERO } from '../../catalog/money.ts'
import { comparePlaces, type Place } from './place.ts'
import { type Example, MOST_EXAMPLES } from './summary.ts'
import { increaseOf } from './sums.ts'

export interface PlacedExample {
  readonly example: Example
  readonly place: Place
}

/** Those of both that tell most: the greatest differences in dollars, then the first by id. */
export function withExamples(
  a: readonly PlacedExample[],
  b: readonly PlacedExample[],
): readonly PlacedExample[] {
  if (b.length === 0) return a
  return [...a, ...b].sort(compareExamples).slice(0, MOST_EXAMPLES)
}

function compareExamples(a: PlacedExample, b: PlacedExample): number {
  return (
    compare(differenceOf(b.example), differenceOf(a.example)) || comparePlaces(a.place, b.place)
  )
}

/** USD, not negative; 0 where either cost is unknown. */
function differenceOf({ costBefore: before, costAfter: after }: Example): Decimal {
  if (before === undefined || after === undefined) return ZERO
  const increase = increaseOf({ before, after })
  return increase.digits < 0n ? { ...increase, digits: -increase.digits } : increase
}
