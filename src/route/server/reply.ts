import type { ServerResponse } from 'node:http'

/** How the answer left: `whole` where the client's connection took all of it. */
export type Delivery = 'whole' | 'broken off'

/**
 * The answer to one request on its way to the client. It owns the response: nothing is written
 * after the client has left, and what the client is slow to read is told to whoever writes.
 */
export class Reply {
  readonly #response: ServerResponse
  #status: number | undefined
  #isFull = false
  #onDrain: (() => void) | undefined

  /** @param onClosed called once, when the last byte is gone or the connection is. */
  constructor(response: ServerResponse, onClosed: (delivery: Delivery) => void) {
    this.#response = response
    response.on('drain', () => {
      this.#isFull = false
      this.#onDrain?.()
    })
    response.on('close', () => onClosed(response.writableFinished ? 'whole' : 'broken off'))
    // A broken connection is told by `close`.
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

  /** Called each time that a slow client has caught up. */
  set onDrain(callback: () => void) {
    this.#onDrain = callback
  }

  /** Everything at once. */
  whole(status: number, headers: ReplyHeaders, parts: readonly Uint8Array[]): void {
    if (this.#isGone()) return
    this.#status = status
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    this.#response.writeHead(status, { ...headers, 'content-length': length })
    if (parts.length < 2) {
      this.#response.end(parts[0])
      return
    }
    this.#response.cork()
    for (const part of parts) this.#response.write(part)
    this.#response.end()
    this.#response.uncork()
  }

  /** The status and the headers of a stream. */
  begin(headers: ReplyHeaders): void {
    if (this.#isGone()) return
    this.#status = 200
    this.#response.writeHead(200, headers)
  }

  write(bytes: Uint8Array): void {
    if (this.#isGone() || bytes.length === 0) return
    if (!this.#response.write(bytes)) this.#isFull = true
  }

  end(): void {
    if (!this.#isGone()) this.#response.end()
  }

  /** Gives a client up that does not read. */
  destroy(): void {
    this.#response.destroy()
  }

  #isGone(): boolean {
    return this.#response.destroyed || this.#response.writableEnded
  }
}

export type ReplyHeaders = Readonly<Record<string, string | number>>
