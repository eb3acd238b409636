import { err, ok, type Result } from '../../base/result.ts'
import { type Decimal, ZERO } from '../../catalog/money.ts'
import { receiptId } from '../../trace/receipt-id.ts'
import type { FlowReceipt, NodeReceipt } from '../../trace/record.ts'
import type { AdmittedFlowRequest } from '../admission/admission.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { wantsStream } from '../dialect/incoming-call.ts'
import type { Ending } from '../failover/run-step.ts'
import { type Conversation, conversationOf } from '../flow/conversation.ts'
import { nodeAnswer } from '../flow/node-answer.ts'
import { nodeBody } from '../flow/node-body.ts'
import { openPurse, type Purse } from '../flow/purse.ts'
import { openSchedule, type ReadyNode, type Schedule } from '../flow/schedule.ts'
import { type FlowFacts, flowReceiptOf, nodeReceiptOf } from '../receipt/flow-receipt-of.ts'
import { attemptsOf, flowSummaryOf } from '../receipt/flow-summary-of.ts'
import { receiptOf } from '../receipt/receipt-of.ts'
import { settlementOf } from '../receipt/settlement-of.ts'
import type { RouterError } from '../router-error.ts'
import { scanBody } from '../splice/scan-body.ts'
import { type Captured, CapturedReply } from './captured-reply.ts'
import { endHeaders } from './clerk-for.ts'
import type { Desk } from './completions.ts'
import { Conductor } from './conductor.ts'
import type { Decided } from './decided.ts'
import { digestOf, factsOf } from './facts-of.ts'
import { headerText } from './header-text.ts'
import type { Incoming } from './incoming.ts'
import { INTERNAL_ERROR } from './internal-error.ts'
import { observeReceipt } from './observe-receipt.ts'
import type { Clerk, Order } from './order.ts'
import type { ReplyHeaders } from './outlet.ts'
import type { Delivery, Reply } from './reply.ts'
import type { Running } from './running.ts'
import { takeOrder } from './take-order.ts'
import { traceIdOf } from './traceparent.ts'

/** A request for a flow that may be run. */
export type FlowIncoming = Omit<Incoming, 'admitted' | 'purse'> & {
  readonly admitted: AdmittedFlowRequest
  /** When it came, by the clock that only ever grows. */
  readonly startMs: number
}

type FlowDesk = Omit<Desk, 'rules'>

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
  readonly #facts: FlowFacts
  readonly #known: ReplyHeaders
  readonly #runs = new Map<string, Conductor>()
  readonly #nodes: NodeReceipt[] = []
  readonly #decided = new Map<string, Decided>()
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
    this.#facts = flowFacts(incoming, this.#schedule.last, desk)
    const { id, flow } = this.#facts
    const policy = headerText(flow.name === undefined ? flow.fingerprint : `flow:${flow.name}`)
    // biome-ignore format: table
    this.#known = [
      'x-unhardcoded-receipt', id,
      'x-unhardcoded-policy',  policy,
      'x-request-id',          id,
    ]
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
      this.#tell(tooMuch(ready.id, bytes.length))
      return
    }
    const scanned = scanBody(bytes)
    if (policy === undefined || !scanned.ok) throw new Error('a node that was admitted is none')
    let taken: Decimal = ZERO
    const purse = this.#purse && {
      ...this.#purse,
      take: (mostUsd: Decimal) => {
        taken = this.#purse?.take(mostUsd) ?? ZERO
        return taken
      },
    }
    const node: Incoming = {
      surface: 'chat',
      body: scanned.value,
      header,
      admitted: { kind: 'call', policy, ...admitted.part(scanned.value) },
      caller,
      atMs: office.now(),
      ...(purse !== undefined && { purse }),
    }
    const { order, decided } = takeOrder(node, setting, office)
    this.#decided.set(ready.id, decided)
    const ended = (ending: Ending): void => this.#ended(ready, ending, taken)
    const clerk = ready.answers ? this.#lastClerk(ready, ended) : innerClerk(ended)
    this.#run(ready, { ...order, clerk })
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
      this.#tell({ ...error, message: `Step \`${id}\` of the flow: ${error.message}` })
      return
    }
    const answer = parsedJson(UTF_8.decode(Buffer.concat(captured.parts)))
    this.#schedule.answered(id, nodeAnswer(answer))
    this.#goOn()
  }

  #tell(error: RouterError): void {
    this.#abandon()
    if (this.#reply.hasBegun) this.#reply.destroy()
    else this.#reply.tell('chat', error, this.#lastHeaders())
  }

  /** Begins nothing more, and ends what runs. */
  #abandon(): void {
    const failed = this.#nodes.findLast(({ outcome }) => outcome !== 'complete')?.outcome
    const wereCalls = this.#nodes.some(({ hops }) => hops.length > 0)
    this.#outcome ??= failed === 'rejected' && wereCalls ? 'exhausted' : (failed ?? 'exhausted')
    for (const run of [...this.#runs.values()]) run.abandon()
  }

  // Receipts

  #ended({ id, node }: ReadyNode, ending: Ending, taken: Decimal): void {
    const decided = this.#decided.get(id)
    if (decided === undefined) return
    this.#runs.delete(id)
    this.#decided.delete(id)
    const { office } = this.#desk
    this.#nodes.push(this.#nodeReceipt(decided, ending, { id, node }))
    const settlement = settlementOf(ending)
    if (decided.reservation !== undefined) office.ledger.settle(decided.reservation, settlement)
    if (settlement === 'unused') this.#purse?.giveBack(taken, ZERO)
    else if (settlement !== 'unknown') this.#purse?.giveBack(taken, settlement.usd)
  }

  #nodeReceipt(
    decided: Decided,
    ending: Ending,
    { id, node }: Pick<ReadyNode, 'id' | 'node'>,
  ): NodeReceipt {
    const alone = receiptOf(factsOf(decided, this.#desk.office), ending)
    return nodeReceiptOf(alone, { node: id, inputs: node.inputs })
  }

  /** The receipt as it is where the last node ends so. */
  #receiptWith({ id, node }: ReadyNode, ending: Ending): FlowReceipt {
    const decided = this.#decided.get(id)
    const last = decided === undefined ? [] : [this.#nodeReceipt(decided, ending, { id, node })]
    return flowReceiptOf(this.#facts, [...this.#nodes, ...last], ending.outcome)
  }

  #lastHeaders(): ReplyHeaders {
    return [...this.#known, ...flowEndHeaders(flowReceiptOf(this.#facts, this.#nodes, 'exhausted'))]
  }

  #lastClerk(ready: ReadyNode, ended: (ending: Ending) => void): Clerk {
    return {
      headers: ({ candidate, attempt }) => [
        ...this.#known,
        'x-unhardcoded-model',
        headerText(candidate.cid),
        'x-unhardcoded-attempts',
        String(attemptsOf(this.#nodes) + attempt),
      ],
      lastHeaders: (ending) => [
        ...this.#known,
        ...flowEndHeaders(this.#receiptWith(ready, ending)),
      ],
      summary: (ending) => JSON.stringify(flowSummaryOf(this.#receiptWith(ready, ending))),
      close: (ending) => {
        this.#outcome ??= ending.outcome
        ended(ending)
      },
    }
  }

  #close(): void {
    if (this.#isClosed || this.#runs.size > 0) return
    this.#isClosed = true
    const { office, setting } = this.#desk
    const { flow } = this.#incoming.admitted
    const receipt = flowReceiptOf(this.#facts, this.#nodes, this.#outcome ?? 'cancelled')
    office.keep(receipt, { policies: flow.definitions(), catalog: setting.catalog })
    const known = new Map(setting.grounds.chat.candidates.map((each) => [each.cid, each]))
    observeReceipt(office.metrics, receipt, {
      surface: 'chat',
      sent: {
        status: this.#reply.status,
        durationMs: Math.round(office.monotonic() - this.#incoming.startMs),
      },
      candidateOf: (cid) => known.get(cid),
    })
  }
}

/** Of a node whose answer stays within the router. */
function innerClerk(close: (ending: Ending) => void): Clerk {
  return { headers: () => [], lastHeaders: () => [], summary: () => 'null', close }
}

function flowEndHeaders({ nodes, cost, answers }: FlowReceipt): ReplyHeaders {
  const hops = nodes.find(({ node }) => node === answers)?.hops ?? nodes.at(-1)?.hops ?? []
  return endHeaders({ hops, cost }, attemptsOf(nodes))
}

function flowFacts(
  { admitted, body, caller, atMs, header }: FlowIncoming,
  answers: string,
  { setting, office }: FlowDesk,
): FlowFacts {
  const { name, fingerprint } = admitted.flow
  const trace = traceIdOf(header('traceparent'))
  return {
    id: receiptId(atMs, office.random(10)),
    at: new Date(atMs).toISOString(),
    mode: setting.mode,
    flow: { ...(name !== undefined && { name }), fingerprint },
    answers,
    catalog: setting.catalog.digest,
    without: setting.grounds.chat.without,
    request: {
      surface: 'chat',
      ...(wantsStream({ surface: 'chat', facts: admitted.facts }) && { stream: true }),
      ...(caller.name !== undefined && { caller: caller.name }),
      ...(trace !== undefined && { trace }),
      body: digestOf(body.bytes, office.salt),
    },
  }
}

function tooMuch(id: string, bytes: number): RouterError {
  return {
    code: 'context_length_exceeded',
    message: `Step \`${id}\` of the flow would be asked with ${bytes} bytes, and at most ${MOST_NODE_BYTES} are sent: what the steps before it answered is too long.`,
  }
}

const UTF_8 = new TextDecoder()
