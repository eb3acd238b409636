import type { Candidate } from '../../catalog/candidate.ts'
import { routeKeysOf } from '../../decide/context.ts'
import type { HopRecord } from '../../trace/record.ts'
import type { LeftCall } from '../failover/run-step.ts'
import type { Call, Health } from '../health/health.ts'

/** Tells health of the calls of one request, each once. */
export interface HealthWatch {
  began(candidate: Candidate): void
  answered(hop: HopRecord, told: ToldOfAnswer): void
  left(left: LeftCall): void
}

export interface ToldOfAnswer {
  /** As the provider reported them; undefined where it did not. */
  readonly outputTokens: number | undefined
  /** For how long the client held the answer up, which says nothing of the provider. */
  readonly heldMs: number
}

/** @param now milliseconds since 1970. */
export function healthWatch(health: Health, now: () => number): HealthWatch {
  let call: Call | undefined
  const taken = (): Call | undefined => {
    const open = call
    call = undefined
    return open
  }
  return {
    began(candidate) {
      call = health.began(routeKeysOf(candidate), now())
    },
    answered(
      { start_ms, end_ms, first_byte_ms = end_ms, first_token_ms },
      { outputTokens, heldMs },
    ) {
      const answered = taken()
      if (answered === undefined) return
      const latencyMs = (first_token_ms ?? first_byte_ms) - start_ms
      const durationMs = end_ms - start_ms - heldMs
      health.ended(answered, { kind: 'answered', latencyMs, durationMs, outputTokens }, now())
    },
    left({ candidate, reason, action, openBreakerMs }) {
      const ended = taken()
      // A call that was never made says nothing of whom it was meant for.
      if (ended === undefined) return
      if (reason === 'cancelled') {
        health.ended(ended, { kind: 'cancelled' }, now())
        return
      }
      health.ended(ended, { kind: 'failed', reason, openBreakerMs }, now())
      if (action === 'disable_provider') health.disable(candidate.provider_id, reason, now())
    },
  }
}
