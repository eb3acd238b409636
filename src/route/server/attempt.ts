import { type AnswerFacts, NO_FACTS } from '../classify/answer-facts.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import type { CallTarget } from '../dialect/call-target.ts'
import type { IncomingCall } from '../dialect/incoming-call.ts'
import type { Outgoing } from '../dialect/outgoing.ts'
import { streamAnswer } from '../dialect/stream-answer.ts'
import type { StreamBridge, StreamItem } from '../dialect/stream-item.ts'
import { type PassedOn, wholeAnswer } from '../dialect/whole-answer.ts'
import { type Failure, failureOf } from '../failure.ts'
import { retryAfterMs } from '../retry-after.ts'
import type { UpstreamListener } from '../upstream/open-upstream.ts'

/** What an attempt tells of its call. After `answered` or `failed` nothing follows. */
export interface AttemptListener {
  headers(status: number): void
  /** Bytes came. */
  alive(): void
  /** The model has written something; `held` is all that came before it and was kept. */
  token(held: readonly Uint8Array[]): void
  /** More of a stream, after its first token. */
  bytes(bytes: Uint8Array): void
  answered(answer: Answered): void
  failed(failed: Failed): void
}

export type Answered =
  | { readonly kind: 'whole'; readonly facts: AnswerFacts; readonly passedOn: PassedOn }
  | {
      readonly kind: 'stream'
      readonly facts: AnswerFacts
      readonly outputTokens: number
      /** What ends the stream, and goes behind the trailer. */
      readonly last: readonly Uint8Array[]
    }

export interface Failed {
  readonly failure: Failure
  readonly retryAfterMs: number | undefined
  readonly facts: AnswerFacts
  /** Tokens that were written all the same, as far as their bytes tell. */
  readonly outputTokens: number
}

/** One call to one provider, and what is asked of its answer. */
export interface AttemptCall {
  readonly call: IncomingCall
  readonly target: CallTarget
  readonly outgoing: Outgoing
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** The longest answer in one piece that is read. */
const MOST_ANSWER_BYTES = 67_108_864

/** As much of a response that is no answer as is looked at. */
const MOST_ERROR_BYTES = 65_536

/** What may come before the first token. */
const MOST_HELD_BYTES = 1_048_576

/** The longest that any provider is believed to want; what is done with it is another matter. */
const RETRY_AFTER_CAP_MS = 86_400_000

/** Reads the answer of a provider and judges it. A class, since it owns what it collects. */
export class Attempt implements UpstreamListener {
  readonly #of: AttemptCall
  readonly #listener: AttemptListener
  #status = 0
  #header: (name: string) => string | undefined = () => undefined
  #pieces: Uint8Array[] = []
  #length = 0
  #bridge: StreamBridge | undefined
  #held: Uint8Array[] | undefined = []
  #isOver = false

  constructor(of: AttemptCall, listener: AttemptListener) {
    this.#of = of
    this.#listener = listener
  }

  /** The bridge of a stream that has begun: its error event follows what the client has. */
  get bridge(): StreamBridge | undefined {
    return this.#bridge
  }

  headers(status: number, header: (name: string) => string | undefined): void {
    this.#status = status
    this.#header = header
    this.#listener.headers(status)
    const isStream = header('content-type')?.startsWith('text/event-stream') === true
    if (!this.#isAnswer || this.#of.outgoing.expects === 'whole' || !isStream) return
    const { call, target, outgoing } = this.#of
    const settings = { usageFor: outgoing.usageFor, createdSeconds: this.#nowSeconds() }
    this.#bridge = streamAnswer(call.surface, target, settings)
  }

  data(piece: Uint8Array): void {
    if (this.#isOver) return
    this.#listener.alive()
    if (this.#bridge !== undefined) {
      this.#take(this.#bridge, this.#bridge.push(piece))
      return
    }
    const most = this.#isAnswer ? MOST_ANSWER_BYTES : MOST_ERROR_BYTES
    this.#pieces.push(piece)
    this.#length += piece.length
    if (this.#length <= most) return
    if (this.#isAnswer) this.#fail(failureOf('event_too_large', this.#status))
    // What was read says what it is; nobody waits for the rest.
    else this.#endWhole(Buffer.concat(this.#pieces, most))
  }

  end(): void {
    if (this.#isOver) return
    if (this.#bridge !== undefined) {
      const bridge = this.#bridge
      this.#take(bridge, bridge.end().items)
      if (!this.#isOver) this.#endStream(bridge, [])
      return
    }
    this.#endWhole(Buffer.concat(this.#pieces))
  }

  fail(failure: Failure): void {
    if (!this.#isOver) this.#fail(failure)
  }

  /** What is known of a call that is given up. */
  known(): Pick<Failed, 'facts' | 'outputTokens'> {
    const { facts, outputTokens } = this.#bridge?.end() ?? { facts: NO_FACTS, outputTokens: 0 }
    return { facts, outputTokens }
  }

  get #isAnswer(): boolean {
    return this.#status >= 200 && this.#status < 300
  }

  #nowSeconds(): number {
    return Math.floor(this.#of.now() / 1000)
  }

  #endWhole(bytes: Uint8Array): void {
    const { call, target, outgoing } = this.#of
    const { failure, facts, passedOn } = wholeAnswer(call.surface, target, {
      status: this.#status,
      contentType: this.#header('content-type'),
      bytes,
      createdSeconds: this.#nowSeconds(),
    })
    // A client that takes a stream cannot read an answer in one piece.
    const isAsked = outgoing.expects === 'whole'
    if (failure !== undefined || passedOn === undefined || !isAsked) {
      this.#fail(failure ?? failureOf('unlike_answer', this.#status), { facts, body: bytes })
      return
    }
    this.#isOver = true
    this.#listener.answered({ kind: 'whole', facts, passedOn })
  }

  #take(bridge: StreamBridge, items: readonly StreamItem[]): void {
    for (const item of items) {
      if (this.#isOver) return
      switch (item.kind) {
        case 'fault':
          this.#fail(item.failure)
          return
        case 'done':
          this.#endStream(bridge, item.bytes === undefined ? [] : [item.bytes])
          return
        case 'token':
          this.#begin()
          this.#pass(item.bytes)
          break
        default:
          this.#pass(item.bytes)
      }
    }
  }

  /** The first token: what was held goes out in front of it. */
  #begin(): void {
    const held = this.#held
    if (held === undefined) return
    this.#held = undefined
    this.#listener.token(held)
  }

  #pass(bytes: Uint8Array | undefined): void {
    if (bytes === undefined) return
    if (this.#held === undefined) {
      this.#listener.bytes(bytes)
      return
    }
    this.#held.push(bytes)
    this.#length += bytes.length
    if (this.#length > MOST_HELD_BYTES) this.#fail(failureOf('event_too_large', this.#status))
  }

  #endStream(bridge: StreamBridge, last: readonly Uint8Array[]): void {
    const { failure, facts, outputTokens } = bridge.end()
    if (failure !== undefined) {
      this.#fail(failure)
      return
    }
    this.#begin()
    this.#isOver = true
    this.#listener.answered({ kind: 'stream', facts, outputTokens, last })
  }

  #fail(
    failure: Failure,
    { body, ...told }: { readonly facts?: AnswerFacts; readonly body?: Uint8Array } = {},
  ): void {
    this.#isOver = true
    const askedMs = this.#isAnswer ? undefined : this.#askedMs(body)
    this.#listener.failed({ failure, retryAfterMs: askedMs, ...this.known(), ...told })
  }

  /** How long the provider wants to be waited for. */
  #askedMs(bytes: Uint8Array | undefined): number | undefined {
    const body = bytes === undefined ? undefined : parsedJson(new TextDecoder().decode(bytes))
    const limits = { nowMs: this.#of.now(), capMs: RETRY_AFTER_CAP_MS }
    return retryAfterMs({ header: this.#header, body }, limits)
  }
}
