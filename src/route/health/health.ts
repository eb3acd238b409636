import type { HealthState, RouteKeys } from '../../decide/context.ts'
import type { FailureReason } from '../failure.ts'
import type { HealthReport } from './health-report.ts'

/**
 * What a router knows of its routes: what decisions read of it, and what calls teach it.
 *
 * All times are milliseconds of one clock, since the epoch where people are to read them. A time
 * before the latest one that was given is taken for the latest.
 *
 * A call never waits for health, so the four that are asked on its way are synchronous. Routers
 * that share it, over a {@link HealthStore}, therefore hold a copy each, and tell each other of
 * gates alone, which change seldom: that a route or a provider is shut and until when, that
 * somebody probes it, that it is open again. Failures are counted and averages kept by each router
 * for itself. While the store is away, each goes on with what it knows.
 */
export interface Health {
  /**
   * What decisions read, exact at any time as far as `breakers` and `disabled` go; averages may
   * lag by a fraction of a second. It is never changed afterwards, and the same object is given
   * again as long as nothing in it changed: a decision may be kept by it.
   */
  readonly state: (nowMs: number) => HealthState
  /** A call to a route begins. What is given must be handed to `ended`, once. */
  readonly began: (route: RouteKeys, nowMs: number) => Call
  readonly ended: (call: Call, ending: Ending, nowMs: number) => void
  /** The plan said `disable_provider` after a failure for that reason. */
  readonly disable: (provider: string, reason: FailureReason, nowMs: number) => void
  /** Everything that is known, for people and for metrics. */
  readonly report: (nowMs: number) => HealthReport
}

/** A call that was begun. Each is its own object, by which a probe is known again. */
export interface Call {
  readonly route: RouteKeys
  /** How often the breaker of the route had changed by then. */
  readonly epoch: number
}

/** What came of a call. */
export type Ending =
  | {
      readonly kind: 'answered'
      /** Until the first token of a stream, or the first byte of an answer in one piece. */
      readonly latencyMs: number
      /** Until the last byte. */
      readonly durationMs: number
      /** As the provider reported them; undefined where it did not. */
      readonly outputTokens: number | undefined
    }
  | {
      readonly kind: 'failed'
      readonly reason: FailureReason
      /** How long the plan wants the breaker open; 0 where it says nothing. */
      readonly openBreakerMs: number
    }
  /** The client left, or the router gave up for a reason of its own. */
  | { readonly kind: 'cancelled' }

/** What is known of the closest thing a route can be told apart by: the peer, else the route. */
export function keyOf({ route, peer }: RouteKeys): string {
  return peer ?? route
}
