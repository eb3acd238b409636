/** What a journal is told once. What is absent has the value of {@link DEFAULTS}. */
export interface JournalSettings {
  /** Where the files go; it is made where it does not exist. */
  readonly directory: string
  /** A file that has reached this is closed, and the next one goes on. It may exceed it by a receipt. */
  readonly maxFileBytes?: number
  readonly maxFileAgeMs?: number
  /** Receipts that wait to be written: beyond either of these the next ones are dropped. */
  readonly maxQueued?: number
  /** An estimate, by the length that the last receipts had when they were written. */
  readonly maxQueuedBytes?: number
  /** How long a receipt may wait for others that are written with it. */
  readonly flushEveryMs?: number
  /** Signs a line: see `signerOf` of the trace. */
  readonly sign?: (line: string) => string
  /** How `close` is bounded: what is not written by then is given up. */
  readonly closeWithinMs?: number
}

export const DEFAULTS = {
  maxFileBytes: 64 * 1024 * 1024,
  maxFileAgeMs: 24 * 60 * 60 * 1000,
  maxQueued: 10_000,
  maxQueuedBytes: 32 * 1024 * 1024,
  flushEveryMs: 200,
  closeWithinMs: 5000,
} as const satisfies Partial<JournalSettings>

/** The same with nothing absent but the signature. */
export type FullSettings = JournalSettings & Required<Pick<JournalSettings, keyof typeof DEFAULTS>>

/**
 * One write holds at most this much, or one receipt: making it ready holds the event loop up, ten
 * to thirty microseconds for a receipt.
 */
export const BATCH = { receipts: 64, bytes: 512 * 1024 } as const

/** Milliseconds between tries while the disk refuses: doubled each time, up to the longest. */
export const BACKOFF = { firstMs: 250, longestMs: 30_000 } as const
