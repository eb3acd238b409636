import type { Surface } from '../dialect/spoken-api.ts'
import type { RouterError } from '../router-error.ts'

/** Where the answer of a run goes. */
export interface Outlet {
  /** Whether a status went out: from then on nothing else can be told instead. */
  readonly hasBegun: boolean
  /** The status that went out. */
  readonly status: number | undefined
  /** Whether whoever reads is slow, so that what is written is kept in memory. */
  readonly isFull: boolean
  /** @param callback called each time that a slow reader has caught up. */
  whenDrained(callback: () => void): void
  /** JSON, all of it at once. */
  whole(status: number, headers: ReplyHeaders, parts: readonly Uint8Array[]): void
  /** An error in the place of an answer, in the form that clients of the surface read. */
  tell(surface: Surface, error: RouterError, headers: ReplyHeaders): void
  /** The status and the headers of a stream. */
  begin(headers: ReplyHeaders): void
  write(bytes: Uint8Array): void
  end(): void
  /** Gives the reader up. */
  destroy(): void
}

/** Names and values by turns. */
export type ReplyHeaders = readonly string[]
