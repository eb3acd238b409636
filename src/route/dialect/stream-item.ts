import type { AnswerFacts } from '../classify/answer-facts.ts'
import type { Failure } from '../failure.ts'
import type { RouterError } from '../router-error.ts'

/**
 * What a part of a stream is to the call, and what of it goes to the client.
 *
 * - `life`: the provider is alive; a comment, a ping, an event that says nothing of the answer.
 * - `chunk`: part of the answer in which the model has written nothing, as a role or usage. Before
 *   the first `token` it and `life` are held back by the caller, so that a failure until then can
 *   be met with another provider. With the first `token`, with `done`, or at an end without a failure,
 *   all of it is sent.
 * - `token`: something that the model wrote.
 * - `done`: the answer is whole, and these bytes end it. The trailer belongs in front of them.
 *   Nothing follows; what the provider may still send says nothing.
 * - `fault`: the call has failed, and nothing follows. Once bytes were sent to the client the
 *   failure is `stream_interrupted` to the walk, whatever it is here, and the client gets
 *   {@link StreamBridge.errorEvent}.
 */
export type StreamItem =
  | {
      readonly kind: 'life' | 'chunk' | 'token' | 'done'
      /** Whole events; undefined where the client is told nothing, as of usage it did not ask for. */
      readonly bytes: Uint8Array | undefined
    }
  | { readonly kind: 'fault'; readonly failure: Failure }

/** One stream of a provider on its way to a client. */
export interface StreamBridge {
  /** What is whole with this piece, which is kept and must not be changed afterwards. */
  push(piece: Uint8Array): readonly StreamItem[]
  /**
   * What the stream came to. Called when the provider has closed it, or on `done` or `fault`; what
   * is called again answers the same without the items.
   */
  end(): BridgeEnd
  /**
   * What tells the client of a failure after bytes were sent, with nothing behind it. It relies on
   * every item handed out having been sent.
   */
  errorEvent(error: RouterError): Uint8Array
}

export interface BridgeEnd {
  /** What the end of the stream brought: a last event without a blank line, or a missing `done`. */
  readonly items: readonly StreamItem[]
  /** Undefined where the answer is whole. */
  readonly failure: Failure | undefined
  readonly facts: AnswerFacts
  /** How many tokens the model wrote, from their bytes: for where no usage was told. */
  readonly outputTokens: number
}
