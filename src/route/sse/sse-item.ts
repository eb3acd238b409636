/** What a stream of server-sent events consists of. The bytes of all items are the stream. */
export type SseItem = SseEvent | SseFiller | SseFault

/** Lines with data, up to the blank line that ends them. */
export interface SseEvent {
  readonly kind: 'event'
  /** As they came, the blank line included. */
  readonly bytes: Uint8Array
  /** The name of the event; empty where it has none. */
  readonly name: string
  /** What stands behind `data:`, lines joined by line feeds. */
  readonly data: string
  /** False for lines at the end of the stream that no blank line follows. */
  readonly ended: boolean
}

/** A comment, a blank line, or fields without data: proves life, and says nothing. */
export interface SseFiller {
  readonly kind: 'filler'
  readonly bytes: Uint8Array
}

/** The stream cannot be read any further. */
export interface SseFault {
  readonly kind: 'fault'
  readonly code: 'event_too_large'
}
