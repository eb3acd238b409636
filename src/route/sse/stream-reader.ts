import type { AnswerFacts } from '../classify/answer-facts.ts'
import type { Failure } from '../failure.ts'
import type { SseEvent } from './sse-item.ts'

/** Reads the stream of one call, event by event. After a fault every event is that fault. */
export interface StreamReader {
  read(event: SseEvent): EventReading
  /** How the stream ended, once the provider has closed it, said that it is done, or failed. */
  end(): StreamEnd
}

/**
 * What an event is to the call.
 *
 * - `life`: says nothing of the answer, as a ping does; anything unknown is taken for it.
 * - `chunk`: an event of the answer in which the model has written nothing, as a role.
 * - `token`: something that the model wrote: text, reasoning, a refusal, or part of a tool call.
 * - `done`: the word with which streams of this kind end.
 * - `fault`: the call has failed. The event is not for the client, whom the router tells in its
 *   own words. The failure is told as it would be before the first event; whoever has sent events
 *   on answers `stream_interrupted` instead.
 */
export type EventReading =
  | {
      readonly kind: 'life' | 'chunk' | 'token' | 'done'
      /** What goes to the client, as it came; undefined for what only the router asked for. */
      readonly forward: Uint8Array | undefined
    }
  | { readonly kind: 'fault'; readonly failure: Failure }

export interface StreamEnd {
  /** Undefined where the answer is whole. */
  readonly failure: Failure | undefined
  readonly facts: AnswerFacts
  /** True where the word for the end was seen, which some providers leave out. */
  readonly isDone: boolean
}

/** A reader that keeps to the first fault it meets. */
export function faithfulReader({ read, end }: StreamReader): StreamReader {
  let fault: (EventReading & { kind: 'fault' }) | undefined
  return {
    read(event) {
      if (fault !== undefined) return fault
      const reading = read(event)
      if (reading.kind === 'fault') fault = reading
      return reading
    },
    end: () => (fault === undefined ? end() : { ...end(), failure: fault.failure }),
  }
}
