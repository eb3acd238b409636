import { digest } from '../../catalog/index.ts'
import {
  costRecord,
  ENGINE,
  judge,
  policyDefinition,
  receiptId,
  UNKNOWN_COST,
  type UsageRecord,
} from '../../trace/index.ts'
import type { Context } from '../context.ts'
import type { Entry } from '../trace/append-trace.ts'
import type { Scenario } from './scenario.ts'
import type { RequestTokens } from './tokens.ts'

/** The receipt of a simulated decision: nobody was called, and the tokens are assumed. */
export function simulationReceipt(
  { policy, candidates, vocabulary, deciding, inForce }: Scenario,
  tokens: RequestTokens,
  { now, random }: Pick<Context, 'now' | 'random'>,
): Entry {
  const { request = {}, state, seed } = deciding
  const judged = judge({
    policy: policy.term,
    candidates,
    vocabulary,
    request,
    ...(state !== undefined && { state }),
    ...(seed !== undefined && { seed }),
  })
  const [first] = judged.decision.ranked
  const counts = { input: tokens.input, output: tokens.output }
  const usage: UsageRecord =
    first === undefined ? { origin: 'unknown' } : { origin: 'estimated', ...counts }
  const catalog = digest(inForce.catalog)
  return {
    receipt: {
      id: receiptId(now(), random(10)),
      at: new Date(now()).toISOString(),
      engine: ENGINE,
      mode: 'simulated',
      policy: { name: policy.name, fingerprint: policy.fingerprint },
      catalog,
      request: { ...judged.request, tokens: counts },
      state: judged.state,
      decision: judged.record,
      hops: [],
      outcome: first === undefined ? 'rejected' : 'simulated',
      usage,
      cost: first === undefined ? UNKNOWN_COST : costRecord(first.candidate, usage),
    },
    definitions: {
      policies: [policyDefinition(policy)],
      catalog: { digest: catalog, catalog: inForce.catalog },
    },
  }
}
