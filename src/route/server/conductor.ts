import { routeKeysOf } from '../../decide/context.ts'
import type { UsageRecord } from '../../trace/record.ts'
import type { AnswerFacts } from '../classify/answer-facts.ts'
import type { CallTarget } from '../dialect/call-target.ts'
import { errorBody } from '../dialect/client-error.ts'
import type { IncomingCall } from '../dialect/incoming-call.ts'
import { outgoing } from '../dialect/outgoing.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import { trailer } from '../dialect/trailer.ts'
import { alarmOf } from '../failover/alarm.ts'
import { undelivered } from '../failover/end-of.ts'
import { errorOf } from '../failover/error-of.ts'
import type { RunEvent } from '../failover/run-event.ts'
import { beginning, type RunPlan, type RunState, type Turn } from '../failover/run-state.ts'
import type { Ending, LeftCall, RunStep } from '../failover/run-step.ts'
import { startRun, takeEvent } from '../failover/take-event.ts'
import type { Health, Call as HealthCall } from '../health/health.ts'
import { type RouterError, statusOf } from '../router-error.ts'
import type { Json } from '../splice/splice.ts'
import type { Upstream, UpstreamCall } from '../upstream/open-upstream.ts'
import { type Answered, Attempt, type AttemptListener, type Failed } from './attempt.ts'
import type { Delivery, Reply, ReplyHeaders } from './reply.ts'
import { retryAfterHeaders } from './retry-after-headers.ts'
import { upstreamRequest } from './upstream-request.ts'
import { usageRecord } from './usage-record.ts'

const UTF_8 = new TextEncoder()

const JSON_HEADERS: ReplyHeaders = { 'content-type': 'application/json' }

const STREAM_HEADERS: ReplyHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  // Proxies on the way are not to wait for more.
  'x-accel-buffering': 'no',
}

/** A request that was decided, ready to be run. */
export interface Order {
  readonly surface: Surface
  readonly plan: RunPlan
  /** The call as it goes to a candidate, and whom it goes to. */
  readonly to: (candidate: LeftCall['candidate']) => AddressedCall
  /** Of the request, estimated: for calls whose provider reports no usage. */
  readonly inputTokens: number
  /** `traceparent`, for the provider to go on with. */
  readonly traceparent: string | undefined
  /** What the client is told where the decision found nobody. */
  readonly refusal: () => RouterError
  readonly clerk: Clerk
}

export interface AddressedCall {
  readonly call: IncomingCall
  readonly target: CallTarget
}

/** Says what the client is told beside the answer, and keeps the receipt. */
export interface Clerk {
  /** What can be said before the answer is whole. */
  readonly headers: (step: RunStep & { readonly kind: 'call' }) => ReplyHeaders
  /** What can be said when it is. */
  readonly lastHeaders: (ending: Ending) => ReplyHeaders
  /** The summary of the receipt, as JSON. */
  readonly summary: (ending: Ending) => Json
  /** Called once, when client and provider are done. */
  readonly close: (ending: Ending, sent: Sent) => void
}

/** What the client saw of a request. */
export interface Sent {
  /** Undefined where it left before. */
  readonly status: number | undefined
  /** From the head of the request to the last byte of the answer. */
  readonly durationMs: number
}

/** What a request is run with. */
export interface Stage {
  readonly upstream: Upstream
  readonly health: Health
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that only ever grow. */
  readonly monotonic: () => number
}

/**
 * Runs one request: makes the calls that the automaton asks for, tells it what happens, and lets
 * the client have what came. It owns the sockets of the request and its one timer.
 */
export class Conductor {
  readonly #order: Order
  readonly #stage: Stage
  readonly #reply: Reply
  readonly #startMs: number
  #state: RunState
  #attempt: Attempt | undefined
  #upstreamCall: UpstreamCall | undefined
  #healthCall: HealthCall | undefined
  #answer: Answered | undefined
  #ending: Ending | undefined
  #isClosed = false
  #timer: NodeJS.Timeout | undefined
  #timerMs = Number.POSITIVE_INFINITY

  /** @param startMs when the request came, by the clock that only ever grows. */
  constructor(
    order: Order,
    reply: Reply,
    { stage, startMs }: { readonly stage: Stage; readonly startMs: number },
  ) {
    this.#order = order
    this.#stage = stage
    this.#reply = reply
    this.#startMs = startMs
    this.#state = beginning(order.plan)
    reply.onDrain = () => {
      this.#upstreamCall?.resume()
      this.#take({ kind: 'alive', atMs: this.#nowMs() })
    }
  }

  start(): void {
    this.#follow(startRun(this.#order.plan, this.#nowMs()))
  }

  /** The connection to the client is over, one way or the other. */
  closed(delivery: Delivery): void {
    if (this.#ending === undefined) {
      this.#take({ kind: 'client left', atMs: this.#nowMs(), ...this.#usageSoFar() })
    }
    this.#close(delivery)
  }

  /** Whether the client has part of a stream. */
  get isStreaming(): boolean {
    return this.#reply.hasBegun && this.#order.plan.delivery === 'stream'
  }

  shutdown(): void {
    this.#take({ kind: 'shutdown', atMs: this.#nowMs(), ...this.#usageSoFar() })
  }

  /** Milliseconds since the request came. */
  #nowMs(): number {
    return Math.round(this.#stage.monotonic() - this.#startMs)
  }

  #take(event: RunEvent): void {
    this.#follow(takeEvent(this.#order.plan, this.#state, event))
  }

  #follow({ state, step }: Turn): void {
    const before = this.#state
    this.#state = state
    if (step.kind === 'go on') {
      if (state !== before) this.#arm()
      return
    }
    this.#leaveCall(step.left)
    if (step.kind === 'call') this.#call(step)
    else if (step.kind === 'finish') this.#finish(step.ending)
    this.#arm()
  }

  // Calls

  #call(step: RunStep & { readonly kind: 'call' }): void {
    const { call, target } = this.#order.to(step.candidate)
    this.#healthCall = this.#stage.health.began(routeKeysOf(step.candidate), this.#stage.now())
    const sent = outgoing(call, target)
    if (!sent.ok) {
      this.#take({ kind: 'failed', atMs: this.#nowMs(), failure: sent.error.failure })
      return
    }
    const attempt = new Attempt(
      { call, target, outgoing: sent.value, now: this.#stage.now },
      this.#listenerFor(step),
    )
    this.#attempt = attempt
    const request = upstreamRequest(sent.value, this.#order.traceparent)
    this.#upstreamCall = this.#stage.upstream.call(request, attempt)
  }

  #listenerFor(step: RunStep & { readonly kind: 'call' }): AttemptListener {
    return {
      headers: (status) => this.#take({ kind: 'headers', atMs: this.#nowMs(), status }),
      alive: () => this.#take({ kind: 'alive', atMs: this.#nowMs() }),
      token: (held) => {
        this.#take({ kind: 'token', atMs: this.#nowMs() })
        this.#reply.begin({ ...STREAM_HEADERS, ...this.#order.clerk.headers(step) })
        for (const bytes of held) this.#write(bytes)
      },
      bytes: (bytes) => this.#write(bytes),
      answered: (answer) => this.#answered(answer),
      failed: (failed) => this.#failed(failed),
    }
  }

  #write(bytes: Uint8Array): void {
    this.#reply.write(bytes)
    // The provider waits for as long as the client does.
    if (this.#reply.isFull) this.#upstreamCall?.pause()
  }

  #answered(answer: Answered): void {
    this.#answer = answer
    const outputTokens = answer.kind === 'stream' ? answer.outputTokens : undefined
    const usage = this.#usage(answer.facts, outputTokens)
    const before = this.#healthCall
    this.#healthCall = undefined
    this.#take({ kind: 'answered', atMs: this.#nowMs(), usage })
    const hop = this.#state.hops.at(-1)
    if (before === undefined || hop === undefined) return
    const { start_ms, end_ms, first_byte_ms = end_ms, first_token_ms = first_byte_ms } = hop
    const ending = {
      kind: 'answered',
      latencyMs: first_token_ms - start_ms,
      durationMs: end_ms - start_ms,
      outputTokens: answer.facts.usage?.output,
    } as const
    this.#stage.health.ended(before, ending, this.#stage.now())
  }

  #failed({ failure, retryAfterMs, facts, outputTokens }: Failed): void {
    const isCounted = facts.usage !== undefined || outputTokens > 0
    this.#take({
      kind: 'failed',
      atMs: this.#nowMs(),
      failure,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(isCounted && { usage: this.#usage(facts, outputTokens) }),
    })
  }

  #usage(facts: AnswerFacts, outputTokens: number | undefined): UsageRecord {
    return usageRecord(facts.usage, { input: this.#order.inputTokens, output: outputTokens })
  }

  #usageSoFar(): { readonly usage?: UsageRecord } {
    const { facts, outputTokens } = this.#attempt?.known() ?? {}
    if (facts === undefined || (facts.usage === undefined && outputTokens === 0)) return {}
    return { usage: this.#usage(facts, outputTokens) }
  }

  /** Ends the call that is in progress, and tells health what came of it. */
  #leaveCall(left: LeftCall | undefined): void {
    if (this.#attempt?.isOver !== true) this.#upstreamCall?.abort()
    this.#upstreamCall = undefined
    const { health, now } = this.#stage
    const call = this.#healthCall
    this.#healthCall = undefined
    if (call === undefined || left === undefined) return
    if (left.reason === 'cancelled') {
      health.ended(call, { kind: 'cancelled' }, now())
      return
    }
    const { reason, openBreakerMs } = left
    health.ended(call, { kind: 'failed', reason, openBreakerMs }, now())
    if (left.action === 'disable_provider')
      health.disable(left.candidate.provider_id, reason, now())
  }

  // The end

  #finish(ending: Ending): void {
    this.#ending = ending
    const { clerk } = this.#order
    const answer = this.#answer
    if (ending.outcome === 'complete' && answer !== undefined) this.#passOn(answer, ending)
    else if (ending.outcome === 'cancelled') this.#close('broken off')
    else {
      const isRefused = ending.why === 'no candidate'
      this.#tell(isRefused ? this.#order.refusal() : errorOf(ending), clerk.lastHeaders(ending))
    }
  }

  #passOn(answer: Answered, ending: Ending): void {
    const { clerk } = this.#order
    const summary = clerk.summary(ending)
    if (answer.kind === 'whole') {
      const { parts } = answer.passedOn.finish(summary)
      this.#reply.whole(200, { ...JSON_HEADERS, ...clerk.lastHeaders(ending) }, parts)
      return
    }
    this.#reply.write(trailer(summary))
    for (const bytes of answer.last) this.#reply.write(bytes)
    this.#reply.end()
  }

  /** An error takes the place of an answer, or ends the stream that has begun. */
  #tell(error: RouterError, headers: ReplyHeaders): void {
    const { surface } = this.#order
    if (!this.#reply.hasBegun) {
      const body = UTF_8.encode(errorBody(surface, error))
      this.#reply.whole(
        statusOf(error),
        { ...JSON_HEADERS, ...headers, ...retryAfterHeaders(error) },
        [body],
      )
      return
    }
    const event = this.#attempt?.bridge?.errorEvent(error)
    if (event !== undefined) this.#reply.write(event)
    this.#reply.end()
  }

  #close(delivery: Delivery): void {
    if (this.#isClosed || this.#ending === undefined) return
    this.#isClosed = true
    clearTimeout(this.#timer)
    const ending = delivery === 'whole' ? this.#ending : undelivered(this.#ending)
    this.#order.clerk.close(ending, { status: this.#reply.status, durationMs: this.#nowMs() })
  }

  // The timer

  /** Sets the timer, unless the one that is set comes early enough: it then looks again. */
  #arm(): void {
    const alarm = this.#ending === undefined ? alarmOf(this.#order.plan, this.#state) : undefined
    if (alarm === undefined) {
      clearTimeout(this.#timer)
      this.#timerMs = Number.POSITIVE_INFINITY
      return
    }
    if (alarm.atMs >= this.#timerMs) return
    clearTimeout(this.#timer)
    this.#timerMs = alarm.atMs
    this.#timer = setTimeout(() => this.#ring(), Math.max(0, alarm.atMs - this.#nowMs()))
  }

  #ring(): void {
    this.#timerMs = Number.POSITIVE_INFINITY
    const alarm = alarmOf(this.#order.plan, this.#state)
    const atMs = this.#nowMs()
    if (alarm === undefined || atMs < alarm.atMs) {
      this.#arm()
      return
    }
    if (alarm.means === 'idle_timeout' && this.#reply.isFull) {
      // It is the client that does not read.
      this.#reply.destroy()
      return
    }
    this.#take({ kind: 'alarm', atMs, ...this.#usageSoFar() })
  }
}
