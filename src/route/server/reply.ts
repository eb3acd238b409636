import type { ServerResponse } from 'node:http'
import { errorBody } from '../dialect/client-error.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import { type RouterError, statusOf } from '../router-error.ts'
import type { Outlet, ReplyHeaders } from './outlet.ts'
import { retryAfterHeaders } from './retry-after-headers.ts'

/** How the answer left: `whole` where the client's connection took all of it. */
export type Delivery = 'whole' | 'broken off'

/**
 * The answer to one request on its way to the client. It owns the response: nothing is written
 * after the client has left, and what the client is slow to read is told to whoever writes. A
 * client that takes nothing for too long of what is there for it is given up.
 */
export class Reply implements Outlet {
  readonly #response: ServerResponse
  readonly #patienceMs: number
  #status: number | undefined
  #isFull = false
  #drained: (() => void) | undefined

  /** @param patienceMs how long a client may take nothing. */
  constructor(response: ServerResponse, patienceMs: number) {
    this.#response = response
    this.#patienceMs = patienceMs
    response.on('drain', () => {
      this.#isFull = false
      if (!response.writableEnded) response.setTimeout(0)
      this.#drained?.()
    })
    // The socket's own timer knows what the client takes, which a write that is too large for the
    // system to take at once does not tell.
    response.on('timeout', () => response.destroy())
    // A broken connection is told by its end.
    response.on('error', () => {})
  }

  /** Whether a status went out: from then on nothing else can be told instead. */
  get hasBegun(): boolean {
    return this.#status !== undefined
  }

  /** The status that went out. */
  get status(): number | undefined {
    return this.#status
  }

  /** Whether the client is slow, so that what is written is kept in memory. */
  get isFull(): boolean {
    return this.#isFull
  }

  /** @param callback called each time that a slow client has caught up. */
  whenDrained(callback: () => void): void {
    this.#drained = callback
  }

  /** JSON, all of it at once. */
  whole(status: number, headers: ReplyHeaders, parts: readonly Uint8Array[]): void {
    if (this.#isGone()) return
    this.#status = status
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    const own = ['content-type', 'application/json', 'content-length', String(length)]
    this.#response.writeHead(status, [...own, ...headers])
    if (length <= ONE_WRITE_BYTES) {
      // A text goes out with the headers, in one piece; in this encoding a character is a byte.
      this.#response.end(Buffer.concat(parts, length).toString('latin1'), 'latin1')
    } else {
      this.#response.cork()
      for (const part of parts) this.#response.write(part)
      this.#response.end()
      this.#response.uncork()
    }
    this.#waitForClient()
  }

  tell(surface: Surface, error: RouterError, headers: ReplyHeaders): void {
    const body = UTF_8.encode(errorBody(surface, error))
    this.whole(statusOf(error), [...headers, ...retryAfterHeaders(error)], [body])
  }

  /** The status and the headers of a stream. */
  begin(headers: ReplyHeaders): void {
    if (this.#isGone()) return
    this.#status = 200
    this.#response.writeHead(200, [...STREAM_HEADERS, ...headers])
  }

  write(bytes: Uint8Array): void {
    if (this.#isGone() || bytes.length === 0) return
    if (this.#response.write(bytes) || this.#isFull) return
    this.#isFull = true
    this.#response.setTimeout(this.#patienceMs)
  }

  end(): void {
    if (this.#isGone()) return
    this.#response.end()
    this.#waitForClient()
  }

  /** The system took the whole of most answers by now. */
  #waitForClient(): void {
    if (this.#response.writableLength > 0) this.#response.setTimeout(this.#patienceMs)
  }

  /** Gives the client up. */
  destroy(): void {
    this.#response.destroy()
  }

  #isGone(): boolean {
    return this.#response.destroyed || this.#response.writableEnded
  }
}

/** Copying what is longer takes longer than writing it in parts. */
const ONE_WRITE_BYTES = 16_384

// biome-ignore format: table
const STREAM_HEADERS: ReplyHeaders = [
  'content-type',      'text/event-stream; charset=utf-8',
  'cache-control',     'no-cache',
  // Proxies on the way are not to wait for more.
  'x-accel-buffering', 'no',
]

const UTF_8 = new TextEncoder()
