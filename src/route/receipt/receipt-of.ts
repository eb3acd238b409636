import { sumOfCosts } from '../../trace/cost-record.ts'
import { ENGINE } from '../../trace/engine.ts'
import type { NodeReceipt } from '../../trace/flow-record.ts'
import type { Judgement } from '../../trace/judgement.ts'
import type { CostRecord, HopRecord, Receipt, RequestRecord } from '../../trace/record.ts'
import { sumOfUsages } from '../../trace/sum-of-usages.ts'
import type { Ending } from '../failover/run-step.ts'

/** What was decided by, and what it was decided from. */
export interface DecidedFacts {
  readonly policy: Receipt['policy']
  readonly judgement: Judgement
  /** What the price and the answer depend on, beyond what the decision read. */
  readonly request: Pick<
    RequestRecord,
    'tokens' | 'params' | 'stream' | 'surface' | 'caller' | 'trace' | 'body'
  >
}

/** Everything about a request that its ending does not say. */
export interface RunFacts extends DecidedFacts {
  readonly id: string
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string
  readonly mode: 'live' | 'sandbox'
  readonly catalog: string
  readonly without: readonly string[]
}

/** The receipt of a request that is over. */
export function receiptOf(facts: RunFacts, ending: Ending): Receipt {
  const { id, at, mode, catalog, without } = facts
  const { policy, ...decided } = decidedPart(facts, ending)
  return {
    id,
    at,
    engine: ENGINE,
    mode,
    policy,
    catalog,
    ...(without.length > 0 && { without }),
    ...decided,
  }
}

/** What a receipt says of one decision, and of the calls that followed it. */
export function decidedPart(
  { policy, judgement, request }: DecidedFacts,
  { outcome, hops }: Ending,
): Omit<NodeReceipt, 'node' | 'inputs'> {
  return {
    policy,
    request: { ...judgement.request, ...request },
    state: judgement.state,
    decision: judgement.record,
    hops,
    outcome,
    usage: sumOfUsages(hops.flatMap(({ usage }) => usage ?? [])),
    cost: costOf(hops),
  }
}

function costOf(hops: readonly HopRecord[]): CostRecord {
  const [only] = hops
  if (hops.length === 1 && only?.cost !== undefined) return only.cost
  return sumOfCosts(hops.flatMap(({ cost }) => cost ?? []))
}
