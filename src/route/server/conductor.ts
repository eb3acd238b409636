import type { UsageRecord } from '../../trace/record.ts'
import type { Untranslatable } from '../anthropic/translation.ts'
import type { AnswerFacts } from '../classify/answer-facts.ts'
import { outgoing } from '../dialect/outgoing.ts'
import { trailer } from '../dialect/trailer.ts'
import { alarmOf } from '../failover/alarm.ts'
import { undelivered } from '../failover/end-of.ts'
import { errorOf } from '../failover/error-of.ts'
import { heldMs } from '../failover/held-ms.ts'
import type { RunEvent } from '../failover/run-event.ts'
import { beginning, type RunState, type Turn } from '../failover/run-state.ts'
import type { Ending, LeftCall } from '../failover/run-step.ts'
import { startRun, takeEvent } from '../failover/take-event.ts'
import type { RouterError } from '../router-error.ts'
import type { UpstreamCall, UpstreamListener } from '../upstream/open-upstream.ts'
import { type AlarmClock, alarmClock } from './alarm-clock.ts'
import { type Answered, Attempt, type AttemptListener, type Failed } from './attempt.ts'
import { type HealthWatch, healthWatch } from './health-watch.ts'
import { INTERNAL_ERROR } from './internal-error.ts'
import type { CallStep, Order } from './order.ts'
import type { Outlet, ReplyHeaders } from './outlet.ts'
import type { Delivery } from './reply.ts'
import type { Running } from './running.ts'
import type { Stage } from './stage.ts'
import { upstreamRequest } from './upstream-request.ts'
import { usageRecord } from './usage-record.ts'

/**
 * Runs one request: makes the calls that the automaton asks for, tells it what happens, and lets
 * the client have what came. It owns the sockets of the request and its one timer.
 *
 * Whatever happens comes in by `#guarded`, so that what goes wrong with one request ends that one
 * alone.
 */
export class Conductor implements Running {
  readonly #order: Order
  readonly #stage: Stage
  readonly #reply: Outlet
  readonly #startMs: number
  readonly #clock: AlarmClock
  readonly #health: HealthWatch
  #state: RunState
  #attempt: Attempt | undefined
  #upstreamCall: UpstreamCall | undefined
  #answer: Answered | undefined
  #unsaid: Untranslatable | undefined
  #ending: Ending | undefined
  #isClosed = false
  #hasCrashed = false

  /** @param startMs when the request came, by the clock that only ever grows. */
  constructor(
    order: Order,
    reply: Outlet,
    { stage, startMs }: { readonly stage: Stage; readonly startMs: number },
  ) {
    this.#order = order
    this.#stage = stage
    this.#reply = reply
    this.#startMs = startMs
    this.#state = beginning(order.plan)
    this.#health = healthWatch(stage.health, stage.now)
    this.#clock = alarmClock(
      () => this.#nowMs(),
      () => this.#guarded(() => this.#ring()),
    )
    // Handed over, and not assigned: V8 puts a function that is assigned to a property into its old
    // space, where it keeps all that it refers to until the next full collection.
    reply.whenDrained(() => this.#guarded(() => this.#catchUp()))
  }

  start(): void {
    this.#guarded(() => this.#follow(startRun(this.#order.plan, this.#nowMs())))
  }

  /** The connection to the client is over, one way or the other. */
  closed(delivery: Delivery): void {
    this.#guarded(() => {
      if (this.#ending === undefined) this.#stop('client left')
      this.#close(delivery)
    })
  }

  /** Whether the client has part of a stream. */
  get isStreaming(): boolean {
    return this.#reply.hasBegun && this.#order.plan.delivery === 'stream'
  }

  shutdown(): void {
    this.#guarded(() => this.#stop('shutdown'))
  }

  /** Ends a node of a flow that nobody waits for, since another one failed. */
  abandon(): void {
    this.#guarded(() => this.#stop('flow failed'))
  }

  #guarded(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.#stage.fault(error)
      this.#crash()
    }
  }

  /** Ends the request as if from outside: its receipt then says what was done until now. */
  #crash(): void {
    if (this.#hasCrashed) {
      this.#upstreamCall?.abort()
      this.#clock.set(undefined)
      this.#reply.destroy()
      return
    }
    this.#hasCrashed = true
    this.#guarded(() => {
      if (this.#ending === undefined) this.#stop('shutdown')
      else this.#tell(INTERNAL_ERROR, [])
    })
  }

  /** Milliseconds since the request came. */
  #nowMs(): number {
    return Math.round(this.#stage.monotonic() - this.#startMs)
  }

  #take(event: RunEvent): void {
    this.#follow(takeEvent(this.#order.plan, this.#state, event))
  }

  #stop(kind: 'client left' | 'flow failed' | 'shutdown'): void {
    this.#take({ kind, atMs: this.#nowMs(), ...this.#usageSoFar() })
  }

  #follow({ state, step }: Turn): void {
    this.#state = state
    // It fails then, which is followed before the clock is set.
    if (step.kind === 'judge') this.#attempt?.end()
    else if (step.kind !== 'go on') this.#leaveCall(step.left)
    if (step.kind === 'call') this.#call(step)
    else if (step.kind === 'finish') this.#finish(step.ending)
    this.#clock.set(alarmOf(this.#order.plan, this.#state)?.atMs)
  }

  // Calls

  #call(step: CallStep): void {
    const { call, target } = this.#order.to(step.candidate)
    const sent = outgoing(call, target)
    if (!sent.ok) {
      this.#unsaid = sent.error.untranslatable
      this.#take({ kind: 'failed', atMs: this.#nowMs(), failure: sent.error.failure })
      return
    }
    this.#health.began(step.candidate)
    const attempt = new Attempt(
      { call, target, outgoing: sent.value, now: this.#stage.now },
      this.#listenerFor(step),
    )
    this.#attempt = attempt
    const request = upstreamRequest(sent.value, this.#order.traceparent)
    this.#upstreamCall = this.#stage.upstream.call(request, this.#guardedListener(attempt))
  }

  #guardedListener(attempt: Attempt): UpstreamListener {
    return {
      headers: (status, header) => this.#guarded(() => attempt.headers(status, header)),
      data: (piece) => this.#guarded(() => attempt.data(piece)),
      end: () => this.#guarded(() => attempt.end()),
      fail: (failure) => this.#guarded(() => attempt.fail(failure)),
    }
  }

  #listenerFor(step: CallStep): AttemptListener {
    return {
      headers: (status) => this.#take({ kind: 'headers', atMs: this.#nowMs(), status }),
      alive: () => this.#take({ kind: 'alive', atMs: this.#nowMs() }),
      token: (held) => {
        this.#take({ kind: 'token', atMs: this.#nowMs() })
        this.#reply.begin(this.#order.clerk.headers(step))
        for (const bytes of held) this.#write(bytes)
      },
      bytes: (bytes) => this.#write(bytes),
      answered: (answer) => this.#answered(answer),
      failed: (failed) => this.#failed(failed),
    }
  }

  #write(bytes: Uint8Array): void {
    this.#reply.write(bytes)
    if (!this.#reply.isFull) return
    // The provider waits for as long as the client does.
    this.#upstreamCall?.pause()
    this.#take({ kind: 'held', atMs: this.#nowMs() })
  }

  /** A slow client has taken what there was. */
  #catchUp(): void {
    this.#take({ kind: 'resumed', atMs: this.#nowMs() })
    // What was held may come at once, and fill it again.
    this.#upstreamCall?.resume()
  }

  #answered(answer: Answered): void {
    this.#answer = answer
    const outputTokens = answer.kind === 'stream' ? answer.outputTokens : undefined
    const usage = this.#usage(answer.facts, outputTokens)
    const atMs = this.#nowMs()
    const { phase } = this.#state
    const held = phase.kind === 'in a call' ? heldMs(phase, atMs) : 0
    this.#take({ kind: 'answered', atMs, usage })
    const hop = this.#state.hops.at(-1)
    if (hop === undefined) return
    this.#health.answered(hop, { outputTokens: answer.facts.usage?.output, heldMs: held })
  }

  #failed({ failure, retryAfterMs, facts, outputTokens }: Failed): void {
    this.#take({
      kind: 'failed',
      atMs: this.#nowMs(),
      failure,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...this.#usageIfAny({ facts, outputTokens }),
    })
  }

  #usage(facts: AnswerFacts, outputTokens: number | undefined): UsageRecord {
    return usageRecord(facts.usage, { input: this.#order.inputTokens, output: outputTokens })
  }

  /** Nothing where nothing was written or reported: the call may not have cost anything. */
  #usageIfAny({ facts, outputTokens }: Known): { readonly usage?: UsageRecord } {
    if (facts.usage === undefined && outputTokens === 0) return {}
    return { usage: this.#usage(facts, outputTokens) }
  }

  #usageSoFar(): { readonly usage?: UsageRecord } {
    return this.#attempt === undefined ? {} : this.#usageIfAny(this.#attempt.known())
  }

  /** Ends the call that is in progress, if one is, and tells health of one without an answer. */
  #leaveCall(left: LeftCall | undefined): void {
    if (this.#answer === undefined) this.#upstreamCall?.abort()
    else this.#upstreamCall?.leave()
    this.#upstreamCall = undefined
    if (left !== undefined) this.#health.left(left)
  }

  // The end

  #finish(ending: Ending): void {
    this.#ending = ending
    const answer = this.#answer
    if (ending.outcome === 'complete' && answer !== undefined) this.#passOn(answer, ending)
    else if (ending.outcome === 'cancelled') this.#close('broken off')
    else this.#tell(this.#errorOf(ending), this.#order.clerk.lastHeaders(ending))
  }

  #errorOf(ending: Ending): RouterError {
    if (this.#hasCrashed) return INTERNAL_ERROR
    return ending.why === 'no candidate' ? this.#order.refusal() : errorOf(ending, this.#unsaid)
  }

  #passOn(answer: Answered, ending: Ending): void {
    const { clerk } = this.#order
    const summary = clerk.summary(ending)
    if (answer.kind === 'whole') {
      const { parts } = answer.passedOn.finish(summary)
      this.#reply.whole(200, clerk.lastHeaders(ending), parts)
      return
    }
    this.#reply.write(trailer(summary))
    for (const bytes of answer.last) this.#reply.write(bytes)
    this.#reply.end()
  }

  /** An error takes the place of an answer, or ends the stream that has begun. */
  #tell(error: RouterError, headers: ReplyHeaders): void {
    if (!this.#reply.hasBegun) {
      this.#reply.tell(this.#order.surface, error, headers)
      return
    }
    const event = this.#attempt?.bridge?.errorEvent(error)
    if (event !== undefined) this.#reply.write(event)
    this.#reply.end()
  }

  #close(delivery: Delivery): void {
    if (this.#isClosed || this.#ending === undefined) return
    this.#isClosed = true
    const ending = delivery === 'whole' ? this.#ending : undelivered(this.#ending)
    this.#order.clerk.close(ending, { status: this.#reply.status, durationMs: this.#nowMs() })
  }

  #ring(): void {
    this.#take({ kind: 'alarm', atMs: this.#nowMs(), ...this.#usageSoFar() })
  }
}

type Known = Pick<Failed, 'facts' | 'outputTokens'>
