/** When breakers open and for how long, and how averages move. */
export interface HealthSettings {
  /** Failures in a row that open a breaker. */
  readonly failuresInRow: number
  /** The share of failures in the window that opens a breaker, above 0 and up to 1. */
  readonly failureRatio: number
  /** Calls there must be in the window before their share counts. */
  readonly windowCalls: number
  /** How far the window reaches back; see {@link FailureWindow}. */
  readonly windowMs: number
  /** How long a breaker opens at first; each repetition doubles it. */
  readonly openMs: number
  /** The most that doubling comes to. One that opens within that time of closing repeats. */
  readonly longestOpenMs: number
  /** The most that a plan may ask for: policies come from callers, and breakers are everybody's. */
  readonly longestCoolMs: number
  /** How long a probe may take before another call may probe. */
  readonly probeMs: number
  /** How long a provider is disabled until it is probed: a key may have been mended. */
  readonly disabledMs: number
  /** The weight of a new call in an average, above 0 and up to 1. */
  readonly weight: number
  /** How often averages may change in what decisions read, so that decisions can be shared. */
  readonly averagesEveryMs: number
  /**
   * After how long without a call what is known of a route is forgotten: a rule about averages
   * would otherwise keep away for good the calls that could better them.
   */
  readonly forgottenAfterMs: number
  /** Routes, and disabled providers, that are known at most. */
  readonly mostRoutes: number
}

// biome-ignore format: table
export const HEALTH_SETTINGS: HealthSettings = {
  failuresInRow:    5,
  failureRatio:     0.5,
  windowCalls:      10,
  windowMs:         60_000,
  openMs:           30_000,
  longestOpenMs:    300_000,
  longestCoolMs:    3_600_000,
  probeMs:          30_000,
  disabledMs:       300_000,
  weight:           0.2,
  averagesEveryMs:  250,
  forgottenAfterMs: 600_000,
  mostRoutes:       10_000,
}
