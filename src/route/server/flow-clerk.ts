import type { FlowReceipt, NodeReceipt } from '../../trace/flow-record.ts'
import { receiptId } from '../../trace/receipt-id.ts'
import { flowEntry } from '../admission/flow-entry.ts'
import type { Ending } from '../failover/run-step.ts'
import { type FlowFacts, flowReceiptOf } from '../receipt/flow-receipt-of.ts'
import { attemptsOf, flowSummaryOf } from '../receipt/flow-summary-of.ts'
import { once } from '../receipt/once.ts'
import { endHeaders, startHeaders } from './clerk-for.ts'
import { senderFacts } from './facts-of.ts'
import type { FlowDesk, FlowIncoming } from './flow-incoming.ts'
import { headerText } from './header-text.ts'
import { observeReceipt } from './observe-receipt.ts'
import type { Clerk, Sent } from './order.ts'
import type { ReplyHeaders } from './outlet.ts'

/** Keeps the receipt of a flow as its nodes end, and says what the client is told beside its answer. */
export interface FlowClerk {
  /** Those that are over. */
  readonly nodes: readonly NodeReceipt[]
  readonly ended: (node: NodeReceipt) => void
  /** What can be said of the nodes that are over. */
  readonly headers: () => ReplyHeaders
  /**
   * Tells the client of the node that answers it.
   *
   * @param receiptOf what is said of that node where it ends so.
   */
  readonly answering: (receiptOf: (ending: Ending) => NodeReceipt) => Omit<Clerk, 'close'>
  /** Called once, when every node is over and the client is done. */
  readonly close: (outcome: FlowReceipt['outcome'], sent: Sent) => void
}

/** @param answers the node whose answer is that of the flow. */
export function openFlowClerk(
  incoming: FlowIncoming,
  answers: string,
  { setting, office }: FlowDesk,
): FlowClerk {
  const { admitted, atMs } = incoming
  const { name, fingerprint, warnings, definitions } = admitted.flow
  const nodes: NodeReceipt[] = []
  const facts: FlowFacts = {
    id: receiptId(atMs, office.random(10)),
    at: new Date(atMs).toISOString(),
    mode: setting.mode,
    flow: { ...(name !== undefined && { name }), fingerprint },
    answers,
    catalog: setting.catalog.digest,
    without: setting.grounds.chat.without,
    request: { surface: 'chat', ...senderFacts(incoming, admitted.facts, office) },
  }
  // biome-ignore format: table
  const known: ReplyHeaders = [
    'x-unhardcoded-receipt', facts.id,
    'x-unhardcoded-policy',  headerText(name === undefined ? fingerprint : flowEntry(name)),
    'x-request-id',          facts.id,
  ]
  return {
    nodes,
    ended: (node) => nodes.push(node),
    headers: () => [...known, ...flowEndHeaders(flowReceiptOf(facts, nodes, 'exhausted'))],
    answering(receiptOf) {
      const whole = once((ending: Ending) =>
        flowReceiptOf(facts, [...nodes, receiptOf(ending)], ending.outcome),
      )
      return {
        headers: ({ candidate, attempt }) => [
          ...known,
          ...startHeaders(candidate, attemptsOf(nodes) + attempt),
        ],
        lastHeaders: (ending) => [...known, ...flowEndHeaders(whole(ending))],
        summary: (ending) => JSON.stringify(flowSummaryOf(whole(ending), warnings)),
      }
    },
    close(outcome, sent) {
      const receipt = flowReceiptOf(facts, nodes, outcome)
      office.keep(receipt, { policies: definitions(), catalog: setting.catalog })
      const candidateOf = (id: string) =>
        setting.grounds.chat.candidates.find(({ cid }) => cid === id)
      observeReceipt(office.metrics, receipt, { surface: 'chat', sent, candidateOf })
    },
  }
}

function flowEndHeaders({ nodes, cost, answers }: FlowReceipt): ReplyHeaders {
  const hops = nodes.find(({ node }) => node === answers)?.hops ?? nodes.at(-1)?.hops ?? []
  return endHeaders({ hops, cost }, attemptsOf(nodes))
}
