import type { FailureCode } from '../failure.ts'
import { heldMs } from './held-ms.ts'
import type { Call, RunPlan } from './run-state.ts'

/** How a call failed, and when. */
export interface Fault {
  readonly code: FailureCode
  readonly atMs: number
}

/**
 * Whether a failure is a mark against the provider, which all callers of the router share. It is
 * none where the provider was given less time than the router gives by itself: by a policy, by a
 * deadline of which other calls took the larger part, or by a client that does not read.
 */
export function isToBlame({ usual, limits }: RunPlan, call: Call, { code, atMs }: Fault): boolean {
  const waitedMs = heldMs(call, atMs)
  // Servers end a stream that nobody takes.
  if (waitedMs >= usual.idleMs) return false
  const { timers, startMs } = call
  switch (code) {
    case 'attempt_timeout':
      return timers.attemptMs >= usual.attemptMs
    case 'first_token_timeout':
      return timers.firstTokenMs >= usual.firstTokenMs
    case 'deadline':
      return 2 * (atMs - startMs - waitedMs) >= limits.deadlineMs
    default:
      return true
  }
}
