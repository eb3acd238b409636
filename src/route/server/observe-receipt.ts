import type { Candidate } from '../../catalog/candidate.ts'
import type { ActionName } from '../../ir/admit-action.ts'
import type { AnyReceipt } from '../../trace/flow-record.ts'
import type { HopRecord } from '../../trace/record.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import type { RouterMetrics } from '../endpoints/metrics.ts'
import type { FailureReason } from '../failure.ts'
import type { Sent } from './order.ts'

/** What the client saw, and who was called for it. */
export interface Seen {
  readonly sent: Sent
  readonly surface: Surface
  readonly candidateOf: (cid: string) => Candidate | undefined
}

/** Counts a request that is over, and every call that was made for it. */
export function observeReceipt(
  metrics: RouterMetrics,
  receipt: AnyReceipt,
  { surface, sent: { status, durationMs }, candidateOf }: Seen,
): void {
  const walks = 'nodes' in receipt ? receipt.nodes.map(({ hops }) => hops) : [receipt.hops]
  const addedMs = Math.max(0, durationMs - awayMs(walks.flat()))
  metrics.requestEnded({ surface, outcome: receipt.outcome, status, durationMs, addedMs })
  for (const hops of walks) observeHops(metrics, hops, candidateOf)
}

/** How long some call was in progress or was waited for; those of a flow run beside each other. */
function awayMs(hops: readonly HopRecord[]): number {
  let [away, until] = [0, 0]
  for (const { start_ms, end_ms, wait_ms = 0 } of hops.toSorted(
    (a, b) => a.start_ms - b.start_ms,
  )) {
    const end = end_ms + wait_ms
    away += Math.max(0, end - Math.max(start_ms, until))
    until = Math.max(until, end)
  }
  return away
}

function observeHops(
  metrics: RouterMetrics,
  hops: readonly HopRecord[],
  candidateOf: Seen['candidateOf'],
): void {
  for (const [index, hop] of hops.entries()) {
    const candidate = candidateOf(hop.candidate)
    if (candidate !== undefined) observeHop(metrics, hop, candidate)
    if (hop.failure === undefined || index === hops.length - 1) continue
    // This router wrote both, from closed sets.
    metrics.failedOver(hop.action as ActionName, hop.failure as FailureReason)
  }
}

function observeHop(
  metrics: RouterMetrics,
  hop: HopRecord,
  { provider_id, model_family }: Candidate,
): void {
  const { start_ms, first_byte_ms, first_token_ms = first_byte_ms, failure, usage, cost } = hop
  const ended = hop.action === 'finish' ? 'answered' : 'cancelled'
  metrics.callEnded({
    provider: provider_id,
    family: model_family,
    // This router wrote it, from a closed set.
    result: (failure as FailureReason | undefined) ?? ended,
    firstTokenMs: first_token_ms === undefined ? undefined : first_token_ms - start_ms,
    inputTokens: usage?.input,
    outputTokens: usage?.output,
    settledUsd: usdOf(cost?.settled),
    estimatedUsd: usdOf(cost?.estimated),
  })
}

function usdOf(text: string | null | undefined): number | undefined {
  return text === null || text === undefined ? undefined : Number(text)
}
