import { decimalOf, plain } from '../../catalog/money.ts'
import { UNKNOWN_COST } from '../cost-record.ts'
import type { CostRecord } from '../record.ts'
import { amountIn, nameIn } from './members.ts'

/**
 * What the host says that a call cost. It is settled where the provider said so, or where a
 * subscription pays; what the host computed from its own list of prices is an estimate.
 */
export function loggedCost(router: unknown): CostRecord {
  const cost = amountIn(router, 'cost_usd')
  if (cost === undefined) return UNKNOWN_COST
  const text = plain(decimalOf(cost))
  const isSettled = SETTLED.has(nameIn(router, 'cost_basis') ?? '')
  return isSettled ? { settled: text, estimated: null } : { settled: null, estimated: text }
}

const SETTLED: ReadonlySet<string> = new Set(['reported', 'subscription'])
