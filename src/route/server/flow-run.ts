import { err, ok, type Result } from '../../base/result.ts'
import { ZERO } from '../../catalog/money.ts'
import type { FlowReceipt } from '../../trace/flow-record.ts'
import type { Settlement } from '../callers/ledger.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import type { Ending } from '../failover/run-step.ts'
import { type Conversation, conversationOf } from '../flow/conversation.ts'
import { nodeAnswer } from '../flow/node-answer.ts'
import { nodeBody } from '../flow/node-body.ts'
import { openPurse, type Purse } from '../flow/purse.ts'
import { openSchedule, type ReadyNode, type Schedule } from '../flow/schedule.ts'
import { once } from '../receipt/once.ts'
import { decidedPart } from '../receipt/receipt-of.ts'
import { settlementOf } from '../receipt/settlement-of.ts'
import type { RouterError } from '../router-error.ts'
import { scanBody } from '../splice/scan-body.ts'
import { type Captured, CapturedReply } from './captured-reply.ts'
import { Conductor } from './conductor.ts'
import type { Decided } from './decided.ts'
import { ownFactsOf } from './facts-of.ts'
import { type FlowClerk, openFlowClerk } from './flow-clerk.ts'
import type { FlowDesk, FlowIncoming } from './flow-incoming.ts'
import type { Incoming } from './incoming.ts'
import { INTERNAL_ERROR } from './internal-error.ts'
import type { Clerk, Order } from './order.ts'
import type { Delivery, Reply } from './reply.ts'
import type { Running } from './running.ts'
import { takeOrder } from './take-order.ts'

/** A run of the flow that is asked for, or why it cannot be run for this request. */
export function openFlowRun(
  incoming: FlowIncoming,
  reply: Reply,
  desk: FlowDesk,
): Result<FlowRun, RouterError> {
  if (incoming.surface !== 'chat') return err(CHAT_ONLY)
  const conversation = conversationOf(incoming.body)
  if (!conversation.ok) return conversation
  return ok(new FlowRun({ ...incoming, conversation: conversation.value }, reply, desk))
}

const CHAT_ONLY: RouterError = {
  code: 'invalid_flow',
  message: 'A flow is run for `/v1/chat/completions` alone: ask for it there.',
  param: 'model',
}

/** The longest body of a node, in bytes: answers of others are in it. */
const MOST_NODE_BYTES = 16_777_216

/**
 * Runs a flow: begins every node as soon as its inputs are there, each as a request of its own
 * within the one deadline and the one purse, and lets the client have what the last one answers.
 * Where one fails, those beside it are ended, and the client is told why.
 *
 *     node ready -> taken, run -> answered -> others ready … -> the last one answers the client
 *                            `--> failed ---> all ended -----> the client is told
 *
 * It owns the runs of its nodes. Whatever happens comes in by `#guarded`.
 */
export class FlowRun implements Running {
  readonly #incoming: FlowIncoming & { readonly conversation: Conversation }
  readonly #reply: Reply
  readonly #desk: FlowDesk
  readonly #schedule: Schedule
  readonly #purse: Purse | undefined
  readonly #clerk: FlowClerk
  readonly #runs = new Map<string, Conductor>()
  /** Set once nothing more is begun, to how the node ended that it ended with. */
  #outcome: FlowReceipt['outcome'] | undefined
  #isClosed = false

  constructor(
    incoming: FlowIncoming & { readonly conversation: Conversation },
    reply: Reply,
    desk: FlowDesk,
  ) {
    const { admitted, conversation } = incoming
    const { spend } = desk.setting.limits
    this.#incoming = incoming
    this.#reply = reply
    this.#desk = desk
    this.#schedule = openSchedule(admitted.flow.flow, conversation.input)
    this.#purse = spend === undefined ? undefined : openPurse(spend)
    this.#clerk = openFlowClerk(incoming, this.#schedule.last, desk)
  }

  get isStreaming(): boolean {
    return this.#runs.get(this.#schedule.last)?.isStreaming === true
  }

  start(): void {
    this.#guarded(() => this.#goOn())
  }

  shutdown(): void {
    for (const run of [...this.#runs.values()]) run.shutdown()
  }

  /** The connection to the client is over, one way or the other. */
  closed(delivery: Delivery): void {
    this.#guarded(() => {
      this.#outcome ??= this.#runs.has(this.#schedule.last) ? undefined : 'cancelled'
      for (const run of [...this.#runs.values()]) run.closed(delivery)
      this.#close()
    })
  }

  #guarded(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.#desk.office.fault(error)
      this.#tell(INTERNAL_ERROR)
    }
  }

  /** Begins every node that can be. */
  #goOn(): void {
    for (const ready of this.#schedule.ready()) {
      if (this.#outcome !== undefined) return
      this.#begin(ready)
    }
  }

  #begin(ready: ReadyNode): void {
    const { body, conversation, admitted, header, caller } = this.#incoming
    const { setting, office } = this.#desk
    const policy = admitted.flow.policies.get(ready.id)
    const bytes = nodeBody(body, conversation, ready)
    if (bytes.length > MOST_NODE_BYTES) {
      this.#tell(tooMuch(this.#told(ready.id), bytes.length))
      return
    }
    const scanned = scanBody(bytes)
    if (policy === undefined || !scanned.ok) throw new Error('a node that was admitted is none')
    const node: Incoming = {
      surface: 'chat',
      body: scanned.value,
      header,
      admitted: { kind: 'call', policy, ...admitted.part(scanned.value) },
      caller,
      atMs: office.now(),
      ...(this.#purse !== undefined && { purse: this.#purse }),
    }
    const { order, decided } = takeOrder(node, setting, office)
    this.#run(ready, { ...order, clerk: this.#clerkOf(ready, decided) })
  }

  #run(ready: ReadyNode, order: Order): void {
    const { office } = this.#desk
    const outlet = ready.answers
      ? this.#reply
      : new CapturedReply((captured) => {
          // The run is in the middle of its last step.
          queueMicrotask(() => this.#guarded(() => this.#answered(ready.id, captured)))
        })
    const run = new Conductor(order, outlet, { stage: office, startMs: this.#incoming.startMs })
    this.#runs.set(ready.id, run)
    run.start()
  }

  #answered(id: string, captured: Captured): void {
    this.#runs.get(id)?.closed('whole')
    if (this.#outcome !== undefined) return
    if (captured.kind === 'error') {
      const { error } = captured
      this.#tell({ ...error, message: `Step \`${this.#told(id)}\` of the flow: ${error.message}` })
      return
    }
    const answer = parsedJson(UTF_8.decode(Buffer.concat(captured.parts)))
    this.#schedule.answered(id, nodeAnswer(answer))
    this.#goOn()
  }

  /** What the client knows a node by. */
  #told(id: string): string {
    return this.#incoming.admitted.flow.steps.get(id) ?? id
  }

  #tell(error: RouterError): void {
    this.#abandon()
    if (this.#reply.hasBegun) this.#reply.destroy()
    else this.#reply.tell('chat', error, this.#clerk.headers())
  }

  /** Begins nothing more, and ends what runs. */
  #abandon(): void {
    const { nodes } = this.#clerk
    const failed = nodes.findLast(({ outcome }) => outcome !== 'complete')?.outcome
    const wereCalls = nodes.some(({ hops }) => hops.length > 0)
    this.#outcome ??= failed === 'rejected' && wereCalls ? 'exhausted' : (failed ?? 'exhausted')
    for (const run of [...this.#runs.values()]) run.abandon()
  }

  #clerkOf({ id, node, answers }: ReadyNode, decided: Decided): Clerk {
    const facts = ownFactsOf(decided)
    const step = this.#incoming.admitted.flow.steps.get(id)
    const receiptOf = once((ending: Ending) => ({
      node: id,
      ...(step !== undefined && { step }),
      inputs: node.inputs,
      ...decidedPart(facts, ending),
    }))
    const told = answers ? this.#clerk.answering(receiptOf) : TELLS_NOBODY
    return {
      ...told,
      close: (ending) => {
        if (answers) this.#outcome ??= ending.outcome
        this.#runs.delete(id)
        this.#clerk.ended(receiptOf(ending))
        this.#settle(decided, settlementOf(ending))
      },
    }
  }

  #settle({ reservation, granted = ZERO }: Decided, settlement: Settlement): void {
    if (reservation !== undefined) this.#desk.office.ledger.settle(reservation, settlement)
    if (settlement === 'unused') this.#purse?.giveBack(granted, ZERO)
    else if (settlement !== 'unknown') this.#purse?.giveBack(granted, settlement.usd)
  }

  #close(): void {
    if (this.#isClosed || this.#runs.size > 0) return
    this.#isClosed = true
    const durationMs = Math.round(this.#desk.office.monotonic() - this.#incoming.startMs)
    this.#clerk.close(this.#outcome ?? 'cancelled', { status: this.#reply.status, durationMs })
  }
}

/** Of a node whose answer stays within the router. */
const TELLS_NOBODY: Omit<Clerk, 'close'> = {
  headers: () => [],
  lastHeaders: () => [],
  summary: () => 'null',
}

function tooMuch(step: string, bytes: number): RouterError {
  return {
    code: 'context_length_exceeded',
    message: `Step \`${step}\` of the flow would be asked with ${bytes} bytes, and at most ${MOST_NODE_BYTES} are sent: what the steps before it answered is too long.`,
  }
}

const UTF_8 = new TextDecoder()
