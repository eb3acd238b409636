import type { HopRecord, UsageRecord } from '../../trace/record.ts'
import type { FailureCode, FailureReason } from '../failure.ts'
import { endOf } from './end-of.ts'
import { hopOf } from './hop-of.ts'
import { isToBlame } from './is-to-blame.ts'
import { endedBy } from './next-call.ts'
import type { RunPlan, RunState, Turn } from './run-state.ts'
import type { Ending, LeftCall } from './run-step.ts'

/** What ends a request whatever its plan says, and when. */
export interface Stop {
  readonly why: 'deadline' | 'client left' | 'flow failed' | 'shutdown'
  readonly atMs: number
  /** What the call in progress has used so far. */
  readonly usage?: UsageRecord
}

/** Ends a request from outside: in a call, in a wait, or before the first call. */
export function stopFromOutside(plan: RunPlan, state: RunState, stop: Stop): Turn {
  const { why } = stop
  const { phase } = state
  if (phase.kind !== 'in a call') {
    const hops = endedBy(why, state)
    return endOf({ ...state, hops }, { why, outcome: outcomeOf(why, hops) })
  }
  const { hop: open, spent } = hopOf(plan, state, { ...stop, call: phase })
  const sent = phase.tokenMs === undefined ? 'nothing' : 'part'
  const failed = failureBy(stop, sent)
  const hop: HopRecord = { ...open, ...failed, sent, action: 'abort', why }
  const hops = [...state.hops, hop]
  const isMark = isToBlame(plan, phase, { code: 'deadline', atMs: stop.atMs })
  const left: LeftCall = {
    candidate: phase.candidate,
    reason: (isMark ? failed.failure : undefined) ?? 'cancelled',
    action: 'abort',
    openBreakerMs: 0,
  }
  const cause = why === 'deadline' ? why : state.cause
  return endOf({ ...state, spent, hops, cause }, { why, outcome: outcomeOf(why, hops), left })
}

interface FailedBy {
  readonly failure?: FailureReason
  readonly cause?: FailureCode
}

/** Only of a call that took too long it can be said that it failed. */
function failureBy({ why }: Stop, sent: HopRecord['sent']): FailedBy {
  if (why !== 'deadline') return {}
  return { failure: sent === 'part' ? 'stream_interrupted' : 'timeout', cause: why }
}

function outcomeOf(why: Stop['why'], hops: readonly HopRecord[]): Ending['outcome'] {
  if (why === 'client left' || why === 'flow failed') return 'cancelled'
  const last = hops.at(-1)
  if (last === undefined) return 'rejected'
  return last.sent === 'part' ? 'incomplete' : 'exhausted'
}
