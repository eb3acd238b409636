import type { SseEvent } from '../sse/sse-item.ts'
import type { EventReading } from '../sse/stream-reader.ts'
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

/** The bytes as they came. */
export const AS_IT_CAME: Rendering = {
  event: (_, { kind, forward }) => [{ kind, bytes: forward }],
  filler: (bytes) => bytes,
  close: () => [],
}
