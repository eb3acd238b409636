import type { CallTarget } from '../dialect/call-target.ts'
import type { IncomingCall } from '../dialect/incoming-call.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import type { RunPlan } from '../failover/run-state.ts'
import type { Ending, LeftCall, RunStep } from '../failover/run-step.ts'
import type { RouterError } from '../router-error.ts'
import type { Json } from '../splice/splice.ts'
import type { ReplyHeaders } from './outlet.ts'

/** A request that was decided, ready to be run. */
export interface Order {
  readonly surface: Surface
  readonly plan: RunPlan
  /** The call as it goes to a candidate, and whom it goes to. */
  readonly to: (candidate: LeftCall['candidate']) => AddressedCall
  /** Of the request, estimated: for calls whose provider reports no usage. */
  readonly inputTokens: number
  /** `traceparent`, for the provider to go on with. */
  readonly traceparent: string | undefined
  /** What the client is told where the decision found nobody. */
  readonly refusal: () => RouterError
  readonly clerk: Clerk
}

export interface AddressedCall {
  readonly call: IncomingCall
  readonly target: CallTarget
}

/** A step of the automaton that calls somebody. */
export type CallStep = RunStep & { readonly kind: 'call' }

/** Says what the client is told beside the answer, and keeps the receipt. */
export interface Clerk {
  /** What can be said before the answer is whole. */
  readonly headers: (step: CallStep) => ReplyHeaders
  /** What can be said when it is. */
  readonly lastHeaders: (ending: Ending) => ReplyHeaders
  /** The summary of the receipt, as JSON. */
  readonly summary: (ending: Ending) => Json
  /** Called once, when client and provider are done. */
  readonly close: (ending: Ending, sent: Sent) => void
}

/** What the client saw of a request. */
export interface Sent {
  /** Undefined where it left before. */
  readonly status: number | undefined
  /** From the head of the request to the last byte of the answer. */
  readonly durationMs: number
}
