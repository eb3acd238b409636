import { Agent, type Dispatcher } from 'undici'
import { classifyNetworkError } from '../classify/classify-network-error.ts'
import type { Failure } from '../failure.ts'
import { headerIn } from '../header-in.ts'

/** A request to a provider, whole. */
export interface UpstreamRequest {
  readonly url: string
  /** Names and values by turns. */
  readonly headers: readonly string[]
  readonly body: Uint8Array
}

/** What is told of an answer, in this order; after `end` or `fail` nothing is. */
export interface UpstreamListener {
  /** @param header the value of a header by its name in lower case; of several, the first. */
  headers(status: number, header: (name: string) => string | undefined): void
  data(piece: Uint8Array): void
  end(): void
  fail(failure: Failure): void
}

/** A call in progress. */
export interface UpstreamCall {
  /** Closes the connection; the listener is told nothing more. */
  abort(): void
  /**
   * Everything that matters was said; the listener is told nothing more. The connection is kept if
   * the answer ends soon, and closed if it does not.
   */
  leave(): void
  /** No more pieces are read, so that the provider waits too. */
  pause(): void
  resume(): void
}

/** Connections to providers, kept open between calls. */
export interface Upstream {
  /** The listener is told of nothing before this has returned. */
  call(request: UpstreamRequest, listener: UpstreamListener): UpstreamCall
  /** Ends every call. */
  close(): Promise<void>
}

export interface UpstreamSettings {
  readonly connectMs: number
  /** For each origin. */
  readonly connections: number
}

export const UPSTREAM_SETTINGS: UpstreamSettings = { connectMs: 10_000, connections: 1024 }

export function openUpstream({ connectMs, connections }: UpstreamSettings): Upstream {
  const agent = new Agent({
    connections,
    connect: { timeout: connectMs },
    // The run of a request has timers of its own, by which a slow provider is told from a dead one.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 32_768,
    pipelining: 1,
  })
  const addresses = new Map<string, Address>()
  const addressOf = (url: string): Address => {
    const known = addresses.get(url)
    if (known !== undefined) return known
    const { origin, pathname, search } = new URL(url)
    const address = { origin, path: pathname + search }
    if (addresses.size < MOST_ADDRESSES) addresses.set(url, address)
    return address
  }
  return {
    call({ url, headers, body }, listener) {
      const call = new Call(listener)
      try {
        const { origin, path } = addressOf(url)
        agent.dispatch({ origin, path, method: 'POST', headers: [...headers], body }, call)
      } catch {
        // An address or a header that cannot be.
        call.failSoon(undefined)
      }
      return call
    },
    close: () => agent.destroy(),
  }
}

interface Address {
  readonly origin: string
  readonly path: string
}

/** More than any catalog has. */
const MOST_ADDRESSES = 4096

/** How long a connection is kept for an answer that is whole to end, in milliseconds. */
const LEFT_OPEN_MS = 1000

/** Tells a listener what undici says, until one side is done. It owns the connection. */
class Call implements Dispatcher.DispatchHandler, UpstreamCall {
  readonly #listener: UpstreamListener
  #controller: Dispatcher.DispatchController | undefined
  /** The listener is told nothing more. */
  #isOver = false
  #isGivenUp = false
  #hasEnded = false
  #leftTimer: NodeJS.Timeout | undefined

  constructor(listener: UpstreamListener) {
    this.#listener = listener
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isGivenUp) controller.abort(new Error('the call was given up'))
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (this.#isOver || status < 200) return
    this.#listener.headers(status, (name) => headerIn(headers, name))
  }

  onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    if (!this.#isOver) this.#listener.data(piece)
  }

  onResponseEnd(): void {
    this.#end()
    if (this.#isOver) return
    this.#isOver = true
    this.#listener.end()
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end()
    this.failSoon(codeOf(error) ?? codeOf(error.cause) ?? NAMES.get(error.name))
  }

  /** Some errors are told while the call is still being made. */
  failSoon(code: string | undefined): void {
    if (this.#isOver) return
    this.#isOver = true
    queueMicrotask(() => {
      if (!this.#isGivenUp) this.#listener.fail(classifyNetworkError(code))
    })
  }

  abort(): void {
    this.#isOver = true
    if (this.#hasEnded || this.#isGivenUp) return
    this.#isGivenUp = true
    clearTimeout(this.#leftTimer)
    this.#controller?.abort(new Error('the call was given up'))
  }

  leave(): void {
    this.#isOver = true
    if (this.#hasEnded || this.#isGivenUp) return
    this.#controller?.resume()
    this.#leftTimer = setTimeout(() => this.abort(), LEFT_OPEN_MS).unref()
  }

  pause(): void {
    this.#controller?.pause()
  }

  resume(): void {
    this.#controller?.resume()
  }

  #end(): void {
    this.#hasEnded = true
    clearTimeout(this.#leftTimer)
  }
}

/** Errors of undici that have a name alone, and codes that are like them. */
const NAMES: ReadonlyMap<string, string> = new Map([['HTTPParserError', 'HPE_INVALID_CONSTANT']])

function codeOf(cause: unknown): string | undefined {
  const isCoded = typeof cause === 'object' && cause !== null && 'code' in cause
  return isCoded && typeof cause.code === 'string' ? cause.code : undefined
}
