import type { Candidate } from '../../catalog/candidate.ts'
import { add, compare } from '../../catalog/money.ts'
import { endOf } from './end-of.ts'
import type { Phase, RunPlan, RunState, Turn } from './run-state.ts'
import type { LeftCall } from './run-step.ts'

/** From when on a call is to be made, and what it follows. */
export interface Calling {
  readonly atMs: number
  /** Absent for the first call, and after a wait. */
  readonly after?: { readonly left: LeftCall; readonly waitMs: number }
}

/**
 * Calls the candidate that the walk stands at, at once or after a wait, unless a limit of the
 * request forbids it: what is not going to be made is not waited for either.
 */
export function nextCall(plan: RunPlan, state: RunState, { atMs, after }: Calling): Turn {
  const candidate = state.walk === undefined ? undefined : plan.ranked[state.walk.at]
  if (candidate === undefined) return endOf(state, { why: 'no candidate', outcome: 'rejected' })
  const { left, waitMs = 0 } = after ?? {}
  const callMs = atMs + waitMs
  const limit = limitAgainst(candidate, plan, { state, atMs: callMs })
  if (limit !== undefined) return stoppedAt(limit, state, left)
  if (left !== undefined && waitMs > 0) {
    const phase = { kind: 'waiting', untilMs: callMs } as const
    return { state: { ...state, phase }, step: { kind: 'wait', left } }
  }
  const attempt = state.hops.length + 1
  const timers = plan.timersFor(candidate)
  const phase: Phase = {
    kind: 'in a call',
    candidate,
    attempt,
    startMs: atMs,
    lastMs: atMs,
    timers,
    status: undefined,
    headersMs: undefined,
    tokenMs: undefined,
  }
  return {
    state: { ...state, phase },
    step: { kind: 'call', candidate, attempt, ...(left !== undefined && { left }) },
  }
}

type Limit = 'attempts' | 'deadline' | 'spend'

interface Moment {
  readonly state: RunState
  readonly atMs: number
}

function limitAgainst(
  candidate: Candidate,
  { limits, worstCase }: RunPlan,
  { state, atMs }: Moment,
): Limit | undefined {
  if (state.hops.length >= limits.attempts) return 'attempts'
  if (atMs >= limits.deadlineMs) return 'deadline'
  if (limits.spend === undefined) return undefined
  const most = worstCase(candidate)
  // Unknown is not 0: nobody could say that the limit holds.
  if (most === undefined) return 'spend'
  return compare(add(state.spent, most), limits.spend) > 0 ? 'spend' : undefined
}

/** The hop before, if there is one, says what ended the walk: the call it led to is not made. */
function stoppedAt(why: Limit, state: RunState, left: LeftCall | undefined): Turn {
  const hops = endedBy(why, state)
  const outcome = hops.length === 0 ? 'rejected' : 'exhausted'
  return endOf({ ...state, hops }, { why, outcome, left })
}

/** The hops, the last of which was to be followed by a call that is not made. */
export function endedBy(why: string, { hops }: RunState): RunState['hops'] {
  const last = hops.at(-1)
  if (last === undefined) return hops
  const { wait_ms: _, ...rest } = last
  return [...hops.slice(0, -1), { ...rest, action: 'abort', why }]
}
