import type { Candidate } from '../catalog/candidate.ts'
import type { Context, HealthState, RequestView } from '../decide/context.ts'
import type { Term } from '../ir/term.ts'
import type { Vocabulary } from '../ir/vocabulary.ts'
import { type Ground, type RecordedDecision, recordedDecision } from './decision-record.ts'
import type { Receipt, RequestRecord } from './record.ts'
import { requestOf, requestRecord } from './request-record.ts'
import { stateRecord } from './state-record.ts'

/** What a host knows when a request comes. */
export interface Case {
  /** An admitted policy, the envelope composed on it. */
  readonly policy: Term
  /** In the order of `candidatesOf`, those left out that nobody can call. */
  readonly candidates: readonly Candidate[]
  readonly vocabulary: Vocabulary
  readonly request: RequestView
  readonly state?: HealthState
  readonly seed?: number
}

/** A decision with the part of a receipt that it is made from. */
export interface Judgement extends RecordedDecision {
  readonly ground: Ground
  readonly request: RequestRecord
  readonly state: Receipt['state']
}

/**
 * Decides a case. The decision is made from what is recorded and from nothing else, so that a
 * receipt always holds what it takes to make it again.
 */
export function judge(one: Case): Judgement {
  const { policy, candidates, vocabulary } = one
  const request = requestRecord(one.request, one.seed)
  const state = stateRecord(policy, candidates, one.state)
  const ground: Ground = {
    policy,
    candidates,
    context: recordedContext({ request, state, vocabulary }),
  }
  return { ...recordedDecision(ground), ground, request, state: { ...state } }
}

export interface Recorded {
  readonly request: RequestRecord
  readonly state: HealthState
  readonly vocabulary: Vocabulary
}

/** What a decision reads of a receipt. */
export function recordedContext({ request, state, vocabulary }: Recorded): Context {
  const { seed } = request
  return {
    vocabulary,
    request: requestOf(request),
    state,
    order: 'as given',
    ...(seed !== undefined && { seed }),
  }
}
