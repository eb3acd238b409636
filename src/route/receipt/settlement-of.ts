import { add, type Decimal, ZERO } from '../../catalog/money.ts'
import { knownCost } from '../../trace/cost-record.ts'
import type { HopRecord } from '../../trace/record.ts'
import type { Settlement } from '../callers/ledger.ts'
import type { Ending } from '../failover/run-step.ts'

/** What the budgets of a caller are charged for a request: all that its calls cost, if it is known. */
export function settlementOf({ hops }: Ending): Settlement {
  if (hops.length === 0) return 'unused'
  let usd: Decimal = ZERO
  for (const hop of hops) {
    const cost = costOf(hop)
    if (cost === undefined) return 'unknown'
    usd = add(usd, cost)
  }
  return { usd }
}

/** Nothing is charged for what was refused. */
function costOf({ cost, status, failure }: HopRecord): Decimal | undefined {
  const known = cost === undefined ? undefined : knownCost(cost)
  if (known !== undefined) return known
  const wasRefused = failure !== undefined && status !== undefined && status >= 300
  return wasRefused || failure === 'network_error' ? ZERO : undefined
}
