import type { Prices } from '../catalog/catalog.ts'
import type { Decision } from '../decide/evaluator.ts'
import { costRecord, sumOfCosts, UNKNOWN_COST } from './cost-record.ts'
import { type Difference, firstDifference } from './difference.ts'
import type { Shelf } from './library.ts'
import type { CostRecord, DecisionRecord, ReceiptRecord, UsageRecord } from './record.ts'
import type { Scene } from './scene.ts'
import { checkWalk } from './walk-check.ts'

/**
 * The first difference between a receipt and what follows from its decision: the calls, and what
 * they cost.
 */
export function restDifference(receipt: ReceiptRecord, scene: Scene): Difference | undefined {
  const { decision, record, ground, shelf } = scene
  const { hops, outcome } = receipt
  return (
    checkWalk({ policy: ground.policy, ranked: rankedOf(decision), hops, outcome }) ??
    compareCosts(receipt, record, shelf)
  )
}

function rankedOf({ ranked }: Decision) {
  return ranked.map(({ candidate }) => candidate)
}

/** Costs follow from the usage and the prices of the catalog. */
function compareCosts(
  receipt: ReceiptRecord,
  decision: DecisionRecord,
  { byId }: Shelf,
): Difference | undefined {
  for (const [index, { candidate, usage, cost }] of receipt.hops.entries()) {
    const computed = usage && costAt(byId.get(candidate), usage)
    const found = firstDifference(cost, computed, `$.hops[${index}].cost`)
    if (found !== undefined) return found
  }
  const total =
    receipt.hops.length > 0
      ? sumOfCosts(receipt.hops.flatMap(({ cost }) => cost ?? []))
      : costAt(byId.get(decision.ranked[0]?.id ?? ''), receipt.usage)
  return firstDifference(receipt.cost, total, '$.cost')
}

function costAt(route: Prices | undefined, usage: UsageRecord): CostRecord {
  return route === undefined ? UNKNOWN_COST : costRecord(route, usage)
}
