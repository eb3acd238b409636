import { sumOfCosts } from '../../trace/cost-record.ts'
import { ENGINE } from '../../trace/engine.ts'
import type { Judgement } from '../../trace/judgement.ts'
import type {
  CostRecord,
  HopRecord,
  Receipt,
  RequestRecord,
  UsageRecord,
} from '../../trace/record.ts'
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
    cost: costOf(hops),
  }
}

function costOf(hops: readonly HopRecord[]): CostRecord {
  const [only] = hops
  if (hops.length === 1 && only?.cost !== undefined) return only.cost
  return sumOfCosts(hops.flatMap(({ cost }) => cost ?? []))
}

/** The tokens of all calls together; reported only where all of them are. */
function usageOf(hops: readonly HopRecord[]): UsageRecord {
  const parts = hops.flatMap(({ usage }) => usage ?? [])
  const [first, ...others] = parts
  if (first === undefined) return { origin: 'unknown' }
  if (others.length === 0) return first
  const sum: { -readonly [Part in keyof UsageRecord]: UsageRecord[Part] } = {
    origin: originOf(parts),
  }
  for (const name of COUNTS) {
    const known = parts.flatMap((part) => part[name] ?? [])
    if (known.length > 0) sum[name] = known.reduce((total, count) => total + count, 0)
  }
  return sum
}

/** Where one of the calls is not known in full, nobody knows whether the sum is all. */
function originOf(parts: readonly UsageRecord[]): UsageRecord['origin'] {
  const isKnown = ({ origin, input, output }: UsageRecord): boolean =>
    origin !== 'unknown' && input !== undefined && output !== undefined
  if (!parts.every(isKnown)) return 'unknown'
  return parts.every(({ origin }) => origin === 'reported') ? 'reported' : 'estimated'
}

const COUNTS = ['input', 'output', 'cache_read', 'cache_write'] as const
