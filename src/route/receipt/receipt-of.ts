import { sumOfCosts } from '../../trace/cost-record.ts'
import { ENGINE } from '../../trace/engine.ts'
import type { Judgement } from '../../trace/judgement.ts'
import type { HopRecord, Receipt, RequestRecord, UsageRecord } from '../../trace/record.ts'
import type { Ending } from '../failover/run-step.ts'

/** Everything about a request that its ending does not say. */
export interface RunFacts {
  readonly id: string
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string
  readonly mode: 'live' | 'sandbox'
  readonly policy: Receipt['policy']
  readonly catalog: string
  readonly without: readonly string[]
  readonly judgement: Judgement
  /** What the price and the answer depend on, beyond what the decision read. */
  readonly request: Pick<
    RequestRecord,
    'tokens' | 'params' | 'stream' | 'surface' | 'caller' | 'trace' | 'body'
  >
}

/** The receipt of a request that is over. */
export function receiptOf(facts: RunFacts, { outcome, hops }: Ending): Receipt {
  const { id, at, mode, policy, catalog, without, judgement, request } = facts
  return {
    id,
    at,
    engine: ENGINE,
    mode,
    policy,
    catalog,
    ...(without.length > 0 && { without }),
    request: { ...judgement.request, ...request },
    state: judgement.state,
    decision: judgement.record,
    hops,
    outcome,
    usage: usageOf(hops),
    cost: sumOfCosts(hops.flatMap(({ cost }) => cost ?? [])),
  }
}

/** The tokens of all calls together; reported only where all of them are. */
function usageOf(hops: readonly HopRecord[]): UsageRecord {
  const known = hops.flatMap(({ usage }) =>
    usage === undefined || usage.origin === 'unknown' ? [] : [usage],
  )
  const [first, ...others] = known
  if (first === undefined) return { origin: 'unknown' }
  return others.reduce(addUsage, first)
}

function addUsage(a: UsageRecord, b: UsageRecord): UsageRecord {
  const sum: { -readonly [Part in keyof UsageRecord]: UsageRecord[Part] } = {
    origin: a.origin === 'reported' && b.origin === 'reported' ? 'reported' : 'estimated',
  }
  for (const part of PARTS) {
    const [one, other] = [a[part], b[part]]
    if (one !== undefined || other !== undefined) sum[part] = (one ?? 0) + (other ?? 0)
  }
  return sum
}

const PARTS = ['input', 'output', 'cache_read', 'cache_write'] as const
