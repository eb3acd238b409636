import type { Candidate } from '../catalog/candidate.ts'
import type { ActionName } from '../ir/admit-action.ts'
import type { Term } from '../ir/term.ts'
import { type Action, classify } from './fail-plan.ts'
import { ownNumber } from './observe.ts'

/*
 * The walk of one request through the candidates of a decision, as the failure plan says. It is
 * pure: whoever calls says what failed, and is told what to do. The router walks it live; replay
 * walks it again over what a receipt recorded.
 */

/** Where a request stands: plain data, never changed. */
export interface WalkState {
  /** The index, among the ranked, of the candidate that is being tried. */
  readonly at: number
  /** Retries of this candidate so far, by the answer of the plan that asked for them. */
  readonly retries: ReadonlyMap<Action, number>
  /** The indexes that are not tried again. */
  readonly left: ReadonlySet<number>
}

/** What to do after a failure. */
export type Step =
  | {
      readonly kind: 'call'
      readonly state: WalkState
      /** What the plan answered; `retry_same` keeps the candidate. */
      readonly action: ActionName
      readonly why: StepReason
      /** Milliseconds to wait before the call. */
      readonly waitMs: number
      /** Milliseconds for which the breaker of the route that failed is to be open; 0 for none. */
      readonly openBreakerMs: number
    }
  | {
      readonly kind: 'stop'
      readonly action: ActionName
      readonly why: StopReason
      readonly openBreakerMs: number
    }

export type StepReason =
  /** The plan says so. */
  | 'plan'
  /** The plan said `retry_same`, and its retries are used up. */
  | 'retries used up'
  /** The plan said `retry_same`, and the provider asks for a longer wait than there is time for. */
  | 'retry too late'
  /** The plan said `next_provider_same_model`, and no other provider of the model is left. */
  | 'no other provider'

export type StopReason =
  | StepReason
  /** Nobody is left to try. */
  | 'no candidate left'
  /** The client has part of an answer: another one would be spliced to it. */
  | 'stream has begun'

/** What happened to a call. */
export interface Failure {
  /** The class of the failure, as fail plans name it. */
  readonly reason: string
  /** Whether the client has been sent part of the answer. */
  readonly sent: 'nothing' | 'part'
  /** Set where a retry could only be made after the time that the request has. */
  readonly retry?: 'too late'
}

/** The first candidate, or undefined where there is none. */
export function startWalk(ranked: readonly Candidate[]): WalkState | undefined {
  return ranked.length === 0 ? undefined : { at: 0, retries: new Map(), left: new Set() }
}

/** A decision that is walked. */
export interface Walked {
  /** An admitted policy. */
  readonly policy: Term
  readonly ranked: readonly Candidate[]
}

/**
 * What the plan of a policy does about a failure of the present candidate.
 *
 * - `retry_same` waits `backoff_ms` (of a list, one pause for each retry, the last one for all
 *   that follow) and tries again, `attempts` times for each answer of the plan, without end where
 *   it does not say; then it does `then_action`, or goes to the next candidate.
 * - `next_candidate` goes to the first of the ranked that was not left.
 * - `next_provider_same_model` prefers the same model at another provider; where none is left it
 *   goes to the next candidate.
 * - `disable_provider` leaves every candidate of the provider.
 * - After `context_overflow` only candidates with a larger context are tried, whatever the plan.
 * - Once part of an answer was sent it stops, whatever the plan.
 */
export function stepAfter(walked: Walked, state: WalkState, failure: Failure): Step {
  const answer = classify(walked.policy, failure.reason)
  const openBreakerMs = Math.max(0, answer.open_breaker_ms ?? 0)
  if (failure.sent === 'part') {
    return { kind: 'stop', action: 'abort', why: 'stream has begun', openBreakerMs }
  }
  if (answer.action !== 'retry_same') {
    const leaving = { action: answer.action, why: 'plan' } as const
    return { ...leave(walked, state, { failure, ...leaving }), openBreakerMs }
  }
  const done = state.retries.get(answer) ?? 0
  // The same request would overflow the same context again.
  if (failure.reason !== OVERFLOW && failure.retry === undefined && isLeft(answer, done)) {
    const retries = new Map(state.retries).set(answer, done + 1)
    const again = { kind: 'call', action: 'retry_same', why: 'plan' } as const
    const waitMs = pauseBefore(answer, done)
    return { ...again, state: { ...state, retries }, waitMs, openBreakerMs }
  }
  const { then_action = 'next_candidate' } = answer
  const action = then_action === 'retry_same' ? 'next_candidate' : then_action
  return { ...leave(walked, state, { failure, action, why: whyNotAgain(failure) }), openBreakerMs }
}

function whyNotAgain({ reason, retry }: Failure): StepReason {
  if (reason === OVERFLOW) return 'plan'
  return retry === undefined ? 'retries used up' : 'retry too late'
}

const OVERFLOW = 'context_overflow'

/** Whether the answer allows another retry after so many; the one that begins again has no end. */
function isLeft({ attempts, then_action }: Action, done: number): boolean {
  return attempts === undefined || then_action === 'retry_same' || done < attempts
}

function pauseBefore({ backoff_ms = 0 }: Action, done: number): number {
  const listed = typeof backoff_ms === 'number' ? backoff_ms : backoff_ms[done]
  const pause = listed ?? (typeof backoff_ms === 'number' ? 0 : backoff_ms.at(-1))
  return Math.max(0, pause ?? 0)
}

interface Leaving {
  readonly failure: Failure
  readonly action: Exclude<ActionName, 'retry_same'>
  readonly why: StepReason
}

type Bare<S> = S extends Step ? Omit<S, 'openBreakerMs'> : never

/** Leaves the present candidate for another one, if the action allows any. */
function leave({ ranked }: Walked, state: WalkState, leaving: Leaving): Bare<Step> {
  const { failure, action, why } = leaving
  const from = ranked[state.at]
  if (action === 'abort' || from === undefined) return { kind: 'stop', action, why }
  const left = new Set(state.left).add(state.at)
  for (const [index, candidate] of ranked.entries()) {
    const isDisabled = action === 'disable_provider' && isOfProvider(candidate, from)
    if (isDisabled) left.add(index)
  }
  const open = ranked.flatMap((candidate, index) =>
    left.has(index) || !canHold(candidate, from, failure) ? [] : [{ candidate, index }],
  )
  const elsewhere =
    action === 'next_provider_same_model'
      ? open.find(
          ({ candidate }) =>
            candidate.model_family === from.model_family && !isOfProvider(candidate, from),
        )
      : undefined
  const next = elsewhere ?? open[0]
  if (next === undefined) return { kind: 'stop', action, why: 'no candidate left' }
  const isSecondBest = action === 'next_provider_same_model' && elsewhere === undefined
  return {
    kind: 'call',
    state: { at: next.index, retries: new Map(), left },
    action,
    // Whoever walks this again has to know that a retry was left out.
    why: isSecondBest && why !== 'retry too late' ? 'no other provider' : why,
    waitMs: 0,
  }
}

function isOfProvider(candidate: Candidate, other: Candidate): boolean {
  return candidate.provider_id === other.provider_id
}

/** What overflowed one context needs a larger one. */
function canHold(candidate: Candidate, from: Candidate, { reason }: Failure): boolean {
  return reason !== OVERFLOW || contextOf(candidate) > contextOf(from)
}

/** Tokens; 0 where nobody knows. */
function contextOf(candidate: Candidate): number {
  return ownNumber('context', candidate) ?? 0
}
