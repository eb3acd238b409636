import type { FailureCode } from '../failure.ts'
import type { Call, RunPlan, RunState } from './run-state.ts'

/** When a run is to be woken, and what it then means. */
export interface Alarm {
  /** Milliseconds since the request came. */
  readonly atMs: number
  /**
   * The timer that has run out; `call` after a wait; `judge` where a response that is no answer has
   * not come to its end.
   */
  readonly means: FailureCode | 'call' | 'judge'
}

/** The alarm of a run; undefined where nothing is waited for. It moves with every event. */
export function alarmOf(plan: RunPlan, { phase }: RunState): Alarm | undefined {
  if (phase.kind === 'waiting') return { atMs: phase.untilMs, means: 'call' }
  if (phase.kind !== 'in a call') return undefined
  return firstAlarm(phase, plan)
}

/**
 * Of those that run at once; plain, since every piece of a stream asks for it. While the client does
 * not read there is the deadline alone: the provider could not go on if it would.
 */
function firstAlarm(call: Call, { limits, delivery }: RunPlan): Alarm {
  const { startMs, lastMs, timers, status, headersMs, tokenMs, heldMs = 0, heldSinceMs } = call
  let atMs = limits.deadlineMs
  let means: Alarm['means'] = 'deadline'
  if (heldSinceMs !== undefined) return { atMs, means }
  const attemptMs = startMs + timers.attemptMs + heldMs
  if (attemptMs < atMs) [atMs, means] = [attemptMs, 'attempt_timeout']
  const silentMs = headersMs === undefined ? startMs + timers.headersMs : lastMs + timers.idleMs
  if (silentMs < atMs) {
    ;[atMs, means] = [silentMs, headersMs === undefined ? 'headers_timeout' : 'idle_timeout']
  }
  const firstTokenMs = startMs + timers.firstTokenMs
  if (delivery === 'stream' && tokenMs === undefined && firstTokenMs < atMs) {
    ;[atMs, means] = [firstTokenMs, 'first_token_timeout']
  }
  if (status === undefined || headersMs === undefined || isAnswer(status)) return { atMs, means }
  const refusedMs = headersMs + timers.refusalMs
  if (refusedMs < atMs) return { atMs: refusedMs, means: 'judge' }
  // No timer says more of it than its status does.
  return { atMs, means: means === 'deadline' ? means : 'judge' }
}

function isAnswer(status: number): boolean {
  return status >= 200 && status < 300
}
