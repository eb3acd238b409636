import type { Health } from '../health/health.ts'
import type { Upstream } from '../upstream/open-upstream.ts'

/** What a request is run with. */
export interface Stage {
  readonly upstream: Upstream
  readonly health: Health
  /** Tells the operator of something that nobody foresaw. */
  readonly fault: (error: unknown) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that only ever grow. */
  readonly monotonic: () => number
}
