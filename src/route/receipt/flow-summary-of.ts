import type { FlowReceipt, NodeReceipt } from '../../trace/flow-record.ts'
import type { RequestWarning } from '../request-warning.ts'
import { type ReceiptSummary, summaryOfHops } from './summary-of.ts'

/** What an answer of a flow says of its receipt: `x_router`. */
export interface FlowSummary
  extends Pick<FlowReceipt, 'mode' | 'flow' | 'catalog' | 'outcome' | 'usage' | 'cost'>,
    Pick<ReceiptSummary, 'receipt' | 'model' | 'attempts'> {
  readonly nodes: readonly NodeSummary[]
  /** Absent where there are none. */
  readonly warnings?: readonly RequestWarning[]
}

type NodeSummary = Pick<
  NodeReceipt,
  'node' | 'step' | 'inputs' | 'policy' | 'outcome' | 'usage' | 'cost'
> &
  Pick<ReceiptSummary, 'model' | 'attempts' | 'hops'>

/** The part of the receipt of a flow that travels with the answer. */
export function flowSummaryOf(
  receipt: FlowReceipt,
  warnings: readonly RequestWarning[] = [],
): FlowSummary {
  const { id, mode, flow, catalog, answers, nodes, outcome, usage, cost } = receipt
  return {
    receipt: id,
    mode,
    flow,
    catalog,
    model: nodes.find(({ node }) => node === answers)?.hops.at(-1)?.candidate ?? null,
    attempts: attemptsOf(nodes),
    nodes: nodes.map((each) => ({
      node: each.node,
      ...(each.step !== undefined && { step: each.step }),
      inputs: each.inputs,
      policy: each.policy,
      ...summaryOfHops(each.hops),
      outcome: each.outcome,
      usage: each.usage,
      cost: each.cost,
    })),
    outcome,
    usage,
    cost,
    ...(warnings.length > 0 && { warnings }),
  }
}

/** Calls that were made for all nodes together. */
export function attemptsOf(nodes: readonly NodeReceipt[]): number {
  return nodes.reduce((sum, { hops }) => sum + hops.length, 0)
}
