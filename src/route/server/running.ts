/** A request that is being answered. */
export interface Running {
  /** Whether the client has part of a stream. */
  readonly isStreaming: boolean
  /** Ends it: the router is to stop, and waits no longer. */
  shutdown(): void
}
