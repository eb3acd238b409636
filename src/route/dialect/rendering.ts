import { failureOf } from '../failure.ts'
import type { SseEvent } from '../sse/sse-item.ts'
import type { EventReading } from '../sse/stream-reader.ts'
import { unsignedEvent, unsignedFiller } from './own-sign.ts'
import type { StreamItem } from './stream-item.ts'

/** An event that is no fault. */
export type HeardReading = Exclude<EventReading, { readonly kind: 'fault' }>

/** What a client is sent of what was read. */
export interface Rendering {
  event(event: SseEvent, reading: HeardReading): readonly StreamItem[]
  /** Bytes between events. */
  filler(bytes: Uint8Array): Uint8Array | undefined
  /** What follows where the provider closed a stream that is whole, without its word for the end. */
  close(): readonly StreamItem[]
}

/**
 * The bytes as they came, but for what is said in the name of the router. Where a provider leaves the last event of a whole stream out, the client
 * gets it all the same: that it is not there is how a stream that was cut is known.
 *
 * @param lastEvent with which streams of the interface end; undefined where none is whole without.
 */
export function asItCame(lastEvent: string | undefined): Rendering {
  return {
    event(event, { kind, forward }) {
      if (forward === undefined) return [{ kind, bytes: undefined }]
      const bytes = unsignedEvent(event)
      if (bytes === undefined) return [{ kind: 'fault', failure: failureOf('malformed_event') }]
      return [{ kind, bytes }]
    },
    filler: unsignedFiller,
    close: () =>
      lastEvent === undefined ? [] : [{ kind: 'done', bytes: new TextEncoder().encode(lastEvent) }],
  }
}
