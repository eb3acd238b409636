import type { Decimal } from '../../catalog/money.ts'

/** What one request may take, however often it falls over. */
export interface RequestLimits {
  /** Calls to providers. */
  readonly attempts: number
  /** Milliseconds from the moment the request came. */
  readonly deadlineMs: number
  /**
   * USD that all calls together may cost; without limit where absent. Under a limit nobody is
   * called of whom it is not known what a call can cost.
   */
  readonly spend?: Decimal
  /** The longest wait that a provider may ask for, in milliseconds. */
  readonly retryAfterCapMs: number
}

/** Where nothing else is said. */
export const REQUEST_LIMITS: RequestLimits = {
  attempts: 8,
  deadlineMs: 600_000,
  retryAfterCapMs: 60_000,
}

/** How long one call may take, in milliseconds. */
export interface CallTimers {
  /** Until the headers of the answer. */
  readonly headersMs: number
  /** Until the model has written something, where the answer is a stream. */
  readonly firstTokenMs: number
  /** Between two pieces of the answer, keep-alives counted. */
  readonly idleMs: number
  /** The whole call. */
  readonly attemptMs: number
  /** Of a response that is no answer, after its headers: its status says the most of it. */
  readonly refusalMs: number
}

/** Where nothing else is said. */
export const CALL_TIMERS: CallTimers = {
  headersMs: 120_000,
  firstTokenMs: 120_000,
  idleMs: 60_000,
  attemptMs: 600_000,
  refusalMs: 2000,
}
