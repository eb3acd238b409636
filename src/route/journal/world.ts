/** What a journal needs of the world. */
export interface JournalWorld {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  /** Called once where something goes wrong, and once where it goes well again. */
  readonly log: (event: JournalEvent) => void
  /** Calls back once, that much later, unless it is cancelled before. */
  readonly after: (ms: number, run: () => void) => Cancel
  readonly files: TraceFiles
}

export type Cancel = () => void

export type JournalEvent =
  /** The disk refuses; receipts wait, and it is tried again. */
  | { readonly kind: 'refused'; readonly file: string; readonly code: string }
  /** The disk takes receipts again. */
  | { readonly kind: 'recovered'; readonly file: string; readonly afterMs: number }
  /** As many wait as may: receipts are dropped from here on. */
  | { readonly kind: 'dropping' }
  /** The queue has room again. */
  | { readonly kind: 'kept up'; readonly dropped: number }
  /** Somebody took the file away, or the end of it: its trace goes on in another one. */
  | { readonly kind: 'file lost'; readonly file: string }
  /** A receipt that cannot be written at all, which is a fault of the router. */
  | { readonly kind: 'unwritable'; readonly receipt: string }

/** The part of a file system that traces need. Whatever cannot be done throws. */
export interface TraceFiles {
  /** Makes a directory that only its owner can enter, and tells whether files can be made in it. */
  readonly openDirectory: (path: string) => Promise<void>
  /** A new file that only its owner can read; it throws `EEXIST` where there is one already. */
  readonly create: (path: string) => Promise<TraceHandle>
  /** One that was created before. */
  readonly reopen: (path: string) => Promise<TraceHandle>
}

export interface TraceHandle {
  /** @returns how many of the bytes were written, which may be fewer than were given. */
  readonly write: (bytes: Uint8Array, position: number) => Promise<number>
  readonly look: () => Promise<FileLook>
  /** Answers once what was written is on the disk. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface FileLook {
  readonly bytes: number
  /** Whether a directory still names it. */
  readonly named: boolean
}
