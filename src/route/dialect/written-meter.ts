import { BYTES_PER_TOKEN } from './tokens-expected.ts'

/** Guesses how many tokens a stream holds from the bytes of its events. */
export interface WrittenMeter {
  /** Notes an event in which the model wrote something. */
  note(eventBytes: number): void
  tokens(): number
}

/**
 * Around what is written, the events of a stream are of one size: the smallest tells it. What the
 * others have beyond that is text, at four bytes a token; and no event holds less than one. Where all
 * events are large, what is around cannot be.
 */
export function writtenMeter(): WrittenMeter {
  let events = 0
  let total = 0
  let frame = LARGEST_FRAME
  return {
    note(eventBytes) {
      events += 1
      total += eventBytes
      frame = Math.min(frame, eventBytes)
    },
    tokens: () => Math.max(events, Math.ceil((total - events * frame) / BYTES_PER_TOKEN)),
  }
}

/** Bytes of a chunk of OpenAI with the longest ids and nothing written. */
const LARGEST_FRAME = 400
