import type { FailureCode } from '../failure.ts'
import type { Call, RunPlan, RunState } from './run-state.ts'

/** When a run is to be woken, and what it then means. */
export interface Alarm {
  /** Milliseconds since the request came. */
  readonly atMs: number
  /** The timer that has run out; `call` after a wait. */
  readonly means: FailureCode | 'call'
}

/** The alarm of a run; undefined where nothing is waited for. It moves with every event. */
export function alarmOf(plan: RunPlan, { phase }: RunState): Alarm | undefined {
  if (phase.kind === 'waiting') return { atMs: phase.untilMs, means: 'call' }
  if (phase.kind !== 'in a call') return undefined
  let first: Alarm = { atMs: plan.limits.deadlineMs, means: 'deadline' }
  for (const alarm of alarmsOf(phase, plan)) if (alarm.atMs < first.atMs) first = alarm
  return first
}

/** None while the client does not read: the provider could not go on if it would. */
function alarmsOf(call: Call, { delivery }: RunPlan): readonly Alarm[] {
  const { startMs, lastMs, timers, headersMs, tokenMs, heldMs = 0, heldSinceMs } = call
  if (heldSinceMs !== undefined) return []
  const endMs = startMs + timers.attemptMs + heldMs
  const alarms: Alarm[] = [{ atMs: endMs, means: 'attempt_timeout' }]
  if (headersMs === undefined) {
    alarms.push({ atMs: startMs + timers.headersMs, means: 'headers_timeout' })
  } else {
    alarms.push({ atMs: lastMs + timers.idleMs, means: 'idle_timeout' })
  }
  if (delivery === 'stream' && tokenMs === undefined) {
    alarms.push({ atMs: startMs + timers.firstTokenMs, means: 'first_token_timeout' })
  }
  return alarms
}
