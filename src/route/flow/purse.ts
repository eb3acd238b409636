import { add, compare, type Decimal, subtract, ZERO } from '../../catalog/money.ts'

/**
 * What the calls of a flow may spend together, however many run at once: each takes what it can
 * cost at most, and gives back what it did not cost.
 */
export interface Purse {
  /** Takes that much, in USD, or what is left where that is less. */
  readonly take: (mostUsd: Decimal) => Decimal
  /** @param spentUsd what the call really cost, of what was taken for it. */
  readonly giveBack: (takenUsd: Decimal, spentUsd: Decimal) => void
}

export function openPurse(limitUsd: Decimal): Purse {
  let left = limitUsd
  return {
    take(mostUsd) {
      const taken = compare(mostUsd, left) < 0 ? mostUsd : left
      left = subtract(left, taken)
      return taken
    },
    giveBack(takenUsd, spentUsd) {
      left = add(left, subtract(takenUsd, spentUsd))
      if (compare(left, ZERO) < 0) left = ZERO
    },
  }
}
