import { unreachable } from '../../base/unreachable.ts'
import { type FailureCode, failureOf } from '../failure.ts'
import { afterFailure } from './after-failure.ts'
import { alarmOf } from './alarm.ts'
import { endOf } from './end-of.ts'
import { heldMs } from './held-ms.ts'
import { hopOf } from './hop-of.ts'
import { nextCall } from './next-call.ts'
import type { RunEvent } from './run-event.ts'
import {
  beginning,
  type Call,
  type Phase,
  type RunPlan,
  type RunState,
  type Turn,
} from './run-state.ts'
import { stopFromOutside } from './stop-from-outside.ts'

/*
 * The failover of one request, without sockets and without a clock: it is told what happened, and
 * says what to do. What follows a failure is the plan's to say (`stepAfter`, which replay walks
 * again); around it stand the limits of the request and the timers of the call.
 *
 *              call                   answered
 *     begun --------> [in a call] -----------------> over
 *       |               |   ^  |                      ^
 *       |        failed |   |  | a limit, the client  |
 *       |               v   |  v left, shutdown       |
 *       +----------> [waiting] -----------------------+
 */

/** The first step: a call, or the end where there is nobody to call. */
export function startRun(plan: RunPlan, atMs: number): Turn {
  return nextCall(plan, beginning(plan), { atMs })
}

/** What follows from an event. After the end nothing does. */
export function takeEvent(plan: RunPlan, state: RunState, event: RunEvent): Turn {
  const { phase } = state
  switch (phase.kind) {
    case 'in a call':
      return duringCall(plan, state, { call: phase, event })
    case 'begun':
    case 'waiting':
      return betweenCalls(plan, state, event)
    case 'over':
      return goOn(state)
    default:
      return unreachable(phase)
  }
}

function goOn(state: RunState): Turn {
  return { state, step: { kind: 'go on' } }
}

type InCall = Phase & { readonly kind: 'in a call' }

interface Happening {
  readonly call: InCall
  readonly event: RunEvent
}

function duringCall(plan: RunPlan, state: RunState, { call, event }: Happening): Turn {
  const { atMs } = event
  switch (event.kind) {
    case 'headers':
      return inCall(state, { ...call, lastMs: atMs, headersMs: atMs, status: event.status })
    case 'alive':
      if (atMs === call.lastMs) return goOn(state)
      return inCall(state, { ...call, lastMs: atMs })
    case 'token':
      return inCall(state, { ...call, lastMs: atMs, tokenMs: call.tokenMs ?? atMs })
    case 'held':
      // Before its first token the client has nothing to read.
      if (call.tokenMs === undefined) return goOn(state)
      return inCall(state, { ...call, heldSinceMs: call.heldSinceMs ?? atMs })
    case 'resumed':
      return inCall(state, {
        ...call,
        lastMs: atMs,
        heldMs: heldMs(call, atMs),
        heldSinceMs: undefined,
      })
    case 'answered': {
      const { hop, spent } = hopOf(plan, state, { call, atMs, usage: event.usage })
      const hops = [...state.hops, { ...hop, sent: 'all', action: 'finish' } as const]
      return endOf({ ...state, spent, hops }, { why: 'answered', outcome: 'complete' })
    }
    case 'failed':
      return afterFailure(plan, state, { call, event })
    case 'alarm': {
      const alarm = alarmOf(plan, state)
      if (alarm === undefined || atMs < alarm.atMs || alarm.means === 'call') return goOn(state)
      if (alarm.means === 'judge') return { state, step: { kind: 'judge' } }
      return ranOut(plan, state, { call, event, means: alarm.means })
    }
    case 'client left':
    case 'flow failed':
    case 'shutdown':
      return stopFromOutside(plan, state, { ...event, why: event.kind })
    default:
      return unreachable(event)
  }
}

interface RunOut {
  readonly call: Call
  readonly event: RunEvent & { readonly kind: 'alarm' }
  readonly means: FailureCode
}

function ranOut(plan: RunPlan, state: RunState, { call, event, means }: RunOut): Turn {
  if (means === 'deadline') return stopFromOutside(plan, state, { ...event, why: means })
  const failed = { ...event, kind: 'failed', failure: failureOf(means) } as const
  return afterFailure(plan, state, { call, event: failed })
}

function inCall(state: RunState, phase: InCall): Turn {
  return goOn({ ...state, phase })
}

function betweenCalls(plan: RunPlan, state: RunState, event: RunEvent): Turn {
  const { kind } = event
  if (kind === 'client left' || kind === 'flow failed' || kind === 'shutdown') {
    return stopFromOutside(plan, state, { ...event, why: kind })
  }
  const alarm = alarmOf(plan, state)
  const isTime = kind === 'alarm' && alarm !== undefined && event.atMs >= alarm.atMs
  return isTime ? nextCall(plan, state, { atMs: event.atMs }) : goOn(state)
}
