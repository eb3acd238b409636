import type { Candidate } from '../../catalog/candidate.ts'
import type { ActionName } from '../../ir/admit-action.ts'
import type { HopRecord, Outcome } from '../../trace/record.ts'
import type { FailureCode, FailureReason } from '../failure.ts'

/** What to do next. Every step but the first two ends the call that is in progress. */
export type RunStep =
  | { readonly kind: 'go on' }
  /** To say what was read of a response that is no answer, as `failed`: no more is waited for. */
  | { readonly kind: 'judge' }
  | {
      readonly kind: 'call'
      readonly candidate: Candidate
      /** From 1, over the whole request. */
      readonly attempt: number
      readonly left?: LeftCall
    }
  /** Nothing, until the alarm. */
  | { readonly kind: 'wait'; readonly left: LeftCall }
  | { readonly kind: 'finish'; readonly ending: Ending; readonly left?: LeftCall }

/** The call that has just ended without an answer, for whoever keeps what is known of routes. */
export interface LeftCall {
  readonly candidate: Candidate
  /** The class of the failure, or `cancelled`, which is no mark against the provider. */
  readonly reason: FailureReason | 'cancelled'
  readonly action: ActionName
  /** Milliseconds for which the breaker of the route is to be open; 0 for none. */
  readonly openBreakerMs: number
}

/** How a request ended, and all that was tried for it. */
export interface Ending {
  readonly outcome: Exclude<Outcome, 'simulated'>
  readonly why: EndReason
  readonly hops: readonly HopRecord[]
  /** What failed last, of the calls that did. */
  readonly cause?: FailureCode
  /** How long it is until the first of the rate limits ends that providers told of; milliseconds. */
  readonly retryAfterMs?: number
}

export type EndReason =
  | 'answered'
  | 'no candidate'
  /** The plan says no more, or nobody is left. */
  | 'plan'
  | 'attempts'
  | 'deadline'
  | 'spend'
  | 'client left'
  | 'flow failed'
  | 'shutdown'
