import type { FailureReason } from '../failure.ts'

/** Everything that is known of routes and providers, sorted by name, at one time. */
export interface HealthReport {
  readonly routes: readonly RouteReport[]
  /** Those that are disabled, or due for the probe that ends it. */
  readonly disabled: readonly DisabledReport[]
}

export interface RouteReport {
  /** `provider|family`, or `provider|family|peer`. */
  readonly route: string
  readonly breaker: BreakerStage
  /** Until when it is open, or the probe may take; undefined when closed or half open. */
  readonly untilMs: number | undefined
  readonly averages: Averages
  /** Since the route became known. */
  readonly answered: number
  /** Failures of the provider since the route became known; those of requests do not count. */
  readonly failed: number
  /** How often the breaker opened since the route became known. */
  readonly openings: number
}

/** `half_open` is due for a probe; while it is `probing` it reads open to everybody else. */
export type BreakerStage = 'closed' | 'open' | 'half_open' | 'probing'

export interface DisabledReport {
  readonly provider: string
  readonly stage: Exclude<BreakerStage, 'closed'>
  readonly untilMs: number | undefined
  readonly reason: FailureReason
  readonly sinceMs: number
}

/** Exponential averages over calls; undefined until a call has told. */
export interface Averages {
  /** To the first token or the first byte of what was answered. */
  readonly latencyMs: number | undefined
  /** Output tokens per second of the whole call, the time to the first one included. */
  readonly tokensPerSecond: number | undefined
  /** From 0 to 1; it begins at 1, as what is not known is read. */
  readonly successRate: number | undefined
}
