import { add, type Decimal, ZERO } from '../../catalog/money.ts'
import { recordOfCost, totalOf } from '../../trace/cost-record.ts'
import type { HopRecord, UsageRecord } from '../../trace/record.ts'
import type { Failure, FailureCode } from '../failure.ts'
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
  readonly failure?: Failure
}

/**
 * What a call used and cost: unknown is not 0, so a call that may have been charged, and does not
 * say for how much, takes the most that it can cost.
 */
export function hopOf(plan: RunPlan, state: RunState, past: PastCall): OpenHop {
  const { call, atMs } = past
  const { candidate, attempt, startMs, headersMs, tokenMs, status } = call
  const isCharged = mayBeCharged(past)
  const usage = past.usage ?? (isCharged ? UNKNOWN_USAGE : undefined)
  const known = usage === undefined ? undefined : totalOf(candidate, usage)
  const cost = usage === undefined ? undefined : recordOfCost(known, usage.origin)
  const most = known === undefined && isCharged ? plan.worstCase(candidate) : undefined
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

const UNKNOWN_USAGE: UsageRecord = { origin: 'unknown' }

/**
 * Nobody charges for a refusal, nor for what never arrived. A provider that took the request and
 * then fell silent may well have answered it.
 */
function mayBeCharged({ call, failure }: PastCall): boolean {
  const status = call.status ?? failure?.status
  if (status !== undefined) return status < 300
  return failure === undefined || !UNSENT.has(failure.code)
}

/** What fails, where no status came, before the provider has had any of the request. */
const UNSENT: ReadonlySet<FailureCode> = new Set([
  'bad_request',
  'connect_timeout',
  'connection_refused',
  'name_unresolved',
  'tls_failed',
  'unreachable',
])
