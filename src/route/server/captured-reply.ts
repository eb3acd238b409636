import type { Surface } from '../dialect/spoken-api.ts'
import type { RouterError } from '../router-error.ts'
import type { Outlet, ReplyHeaders } from './outlet.ts'

/** An answer that goes on within the router, in the bytes of the API, or why there is none. */
export type Captured =
  | { readonly kind: 'answer'; readonly parts: readonly Uint8Array[] }
  | { readonly kind: 'error'; readonly error: RouterError }

/** Takes the answer of a node for whoever asks the next one. A class, since it owns the answer. */
export class CapturedReply implements Outlet {
  readonly isFull = false
  readonly #onCaptured: (captured: Captured) => void
  #status: number | undefined

  /** @param onCaptured called once, at the end of a run that was not stopped. */
  constructor(onCaptured: (captured: Captured) => void) {
    this.#onCaptured = onCaptured
  }

  get hasBegun(): boolean {
    return this.#status !== undefined
  }

  get status(): number | undefined {
    return this.#status
  }

  /** Nobody is slow here. */
  whenDrained(): void {}

  whole(status: number, _: ReplyHeaders, parts: readonly Uint8Array[]): void {
    this.#capture(status, { kind: 'answer', parts })
  }

  tell(_: Surface, error: RouterError): void {
    this.#capture(0, { kind: 'error', error })
  }

  // A node whose answer goes on is asked for it in one piece.
  begin(): void {}
  write(): void {}
  end(): void {}
  destroy(): void {}

  #capture(status: number, captured: Captured): void {
    if (this.#status !== undefined) return
    this.#status = status
    this.#onCaptured(captured)
  }
}
