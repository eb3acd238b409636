import type { AnyReceipt } from '../../trace/flow-record.ts'
import type { Case, Judgement } from '../../trace/judgement.ts'
import type { Definitions } from '../../trace/write-trace.ts'
import type { Ledger } from '../callers/ledger.ts'
import type { RouterMetrics } from '../endpoints/metrics.ts'
import type { Health } from '../health/health.ts'
import type { JournalReport } from '../journal/index.ts'
import type { Upstream } from '../upstream/open-upstream.ts'

/** What stays when the setting of a router is replaced. */
export interface Office {
  readonly upstream: Upstream
  readonly health: Health
  readonly judge: (one: Case) => Judgement
  /** Keeps a receipt. */
  readonly keep: (receipt: AnyReceipt, definitions: Definitions) => void
  readonly ledger: Ledger
  readonly metrics: RouterMetrics
  /** How the journal does, for whoever looks after the router. */
  readonly journalReport: () => JournalReport | undefined
  /**
   * When what was meant to replace the setting was refused, in milliseconds since 1970; undefined
   * where nothing was since it holds.
   */
  readonly refusedMs?: () => number | undefined
  /** Tells the operator of something that nobody foresaw. */
  readonly fault: (error: unknown) => void
  /** Mixed into the digests of bodies, so that nobody can try what a body may have said. */
  readonly salt: Uint8Array
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that only ever grow. */
  readonly monotonic: () => number
  readonly random: (count: number) => Uint8Array
  /** When the router was started, by the clock that only ever grows. */
  readonly startedMs: number
}
