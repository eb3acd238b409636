import { type Step, stepAfter, type WalkState } from '../../decide/walk.ts'
import type { HopRecord } from '../../trace/record.ts'
import type { Failure, FailureReason } from '../failure.ts'
import { endOf } from './end-of.ts'
import { hopOf } from './hop-of.ts'
import { isToBlame } from './is-to-blame.ts'
import { nextCall } from './next-call.ts'
import type { RunEvent } from './run-event.ts'
import type { Call, RunPlan, RunState, Turn } from './run-state.ts'
import type { LeftCall } from './run-step.ts'

interface Failed {
  readonly call: Call
  readonly event: RunEvent & { readonly kind: 'failed' }
}

/** Does what the plan says about a call that failed, within what the request may take. */
export function afterFailure(plan: RunPlan, state: RunState, { call, event }: Failed): Turn {
  const { walk } = state
  if (walk === undefined) return endOf(state, { why: 'no candidate', outcome: 'rejected' })
  const { atMs, failure } = event
  const sent = call.tokenMs === undefined ? 'nothing' : 'part'
  const reason = reasonOf(failure, sent)
  const { step, why } = plannedStep(plan, walk, { ...event, reason, sent })
  const { hop: open, spent } = hopOf(plan, state, { ...event, call })
  const waitMs = step.kind === 'call' ? step.waitMs : 0
  const hop: HopRecord = {
    ...open,
    ...(failure.status !== undefined && { status: failure.status }),
    failure: reason,
    cause: failure.code,
    sent,
    action: why === 'deadline' ? 'abort' : step.action,
    why,
    ...(waitMs > 0 && { wait_ms: waitMs }),
  }
  const isMark = isToBlame(plan, call, { code: failure.code, atMs })
  const left: LeftCall = {
    candidate: call.candidate,
    reason: isMark ? reason : 'cancelled',
    action: step.action,
    openBreakerMs: isMark ? breakerMs(step, reason, askedWait(plan, event)) : 0,
  }
  const after = { ...noted(state, reason, { call, event }), spent, hops: [...state.hops, hop] }
  if (step.kind === 'stop') {
    const outcome = sent === 'part' ? 'incomplete' : 'exhausted'
    return endOf(after, { why: why === 'deadline' ? why : 'plan', outcome, left })
  }
  return nextCall(plan, { ...after, walk: step.state }, { atMs, after: { left, waitMs } })
}

/**
 * A stream that breaks off is told of as such where the client has part of it. Before that nothing
 * is interrupted: there is no answer, as there is none in a body that breaks off.
 */
function reasonOf({ reason }: Failure, sent: 'nothing' | 'part'): FailureReason {
  if (sent === 'part') return 'stream_interrupted'
  return reason === 'stream_interrupted' ? 'bad_response' : reason
}

type Reported = Failed['event'] & { readonly reason: string; readonly sent: 'nothing' | 'part' }

interface PlannedStep {
  readonly step: Step
  readonly why: Step['why'] | 'deadline'
}

/**
 * The plan's step, with the wait that it really takes: what the plan says with up to half of it
 * left to chance, and no less than the provider asked for. A retry that would come after the
 * deadline is not waited for.
 */
function plannedStep(plan: RunPlan, walk: WalkState, event: Reported): PlannedStep {
  const { reason, sent, atMs } = event
  const step = stepAfter(plan, walk, { reason, sent })
  if (step.kind === 'stop' || step.action !== 'retry_same') return { step, why: step.why }
  const pauseMs = Math.round(step.waitMs * (1 - plan.chance() / 2))
  const waitMs = Math.max(pauseMs, askedWait(plan, event))
  if (atMs + waitMs < plan.limits.deadlineMs) return { step: { ...step, waitMs }, why: step.why }
  const instead = stepAfter(plan, walk, { reason, sent, retry: 'too late' })
  return instead.kind === 'call'
    ? { step: instead, why: instead.why }
    : { step: instead, why: 'deadline' }
}

/** Milliseconds that the provider wants to be waited for, as far as it is believed. */
function askedWait({ limits }: RunPlan, { retryAfterMs = 0 }: Failed['event']): number {
  return Math.min(retryAfterMs, limits.retryAfterCapMs)
}

/** A breaker that the plan opens after a rate limit stays open for as long as the limit holds. */
function breakerMs({ openBreakerMs }: Step, reason: string, askedMs: number): number {
  const holdsLonger = openBreakerMs > 0 && reason === 'rate_limit'
  return holdsLonger ? Math.max(openBreakerMs, askedMs) : openBreakerMs
}

/** Keeps what failed last, and until when the candidate said that its rate limit holds. */
function noted(state: RunState, reason: string, { call, event }: Failed): RunState {
  const { atMs, failure, retryAfterMs } = event
  const freeMs = new Map(state.freeMs)
  freeMs.delete(call.candidate.cid)
  if (reason === 'rate_limit' && retryAfterMs !== undefined) {
    freeMs.set(call.candidate.cid, atMs + retryAfterMs)
  }
  return { ...state, cause: failure.code, freeMs }
}
