import { add, type Decimal, ZERO } from '../../catalog/money.ts'
import { costRecord, knownCost } from '../../trace/cost-record.ts'
import type { HopRecord, UsageRecord } from '../../trace/record.ts'
import type { Call, RunPlan, RunState } from './run-state.ts'

/** The record of a call that is over, but for what follows. */
export interface OpenHop {
  readonly hop: Omit<HopRecord, 'action' | 'sent'>
  /** What the calls of the request have taken of its limit, this one with them; USD. */
  readonly spent: Decimal
}

/** A call, and when it was over. */
interface PastCall {
  readonly call: Call
  readonly atMs: number
  readonly usage?: UsageRecord
}

/**
 * What a call used and cost: unknown is not 0, so a call that may have been charged, and does not
 * say for how much, takes the most that it can cost.
 */
export function hopOf(plan: RunPlan, state: RunState, { call, atMs, usage }: PastCall): OpenHop {
  const { candidate, attempt, startMs, headersMs, tokenMs, status } = call
  const cost = usage === undefined ? undefined : costRecord(candidate, usage)
  const known = cost === undefined ? undefined : knownCost(cost)
  const mayBeCharged = status !== undefined && status < 300
  const most = mayBeCharged ? plan.worstCase(candidate) : undefined
  return {
    hop: {
      candidate: candidate.cid,
      attempt,
      start_ms: startMs,
      ...(headersMs !== undefined && { first_byte_ms: headersMs }),
      ...(tokenMs !== undefined && { first_token_ms: tokenMs }),
      end_ms: atMs,
      ...(status !== undefined && { status }),
      ...(usage !== undefined && { usage }),
      ...(cost !== undefined && { cost }),
    },
    spent: add(state.spent, known ?? most ?? ZERO),
  }
}
