import { ENGINE } from '../../trace/engine.ts'
import type { FlowReceipt, NodeReceipt } from '../../trace/flow-record.ts'
import { sumOfNodes } from '../../trace/sum-of-nodes.ts'

/** Everything about a request for a flow that its nodes do not say. */
export type FlowFacts = Pick<
  FlowReceipt,
  'id' | 'at' | 'mode' | 'flow' | 'answers' | 'catalog' | 'without' | 'request'
>

/**
 * The receipt of a flow, as far as it has come.
 *
 * @param nodes in any order.
 */
export function flowReceiptOf(
  { id, at, mode, flow, answers, catalog, without = [], request }: FlowFacts,
  nodes: readonly NodeReceipt[],
  outcome: FlowReceipt['outcome'],
): FlowReceipt {
  return {
    id,
    at,
    engine: ENGINE,
    mode,
    flow,
    catalog,
    ...(without.length > 0 && { without }),
    answers,
    request,
    nodes: nodes.toSorted((a, b) => numberOf(a.node) - numberOf(b.node)),
    outcome,
    ...sumOfNodes(nodes),
  }
}

/** `n12` is after `n2`. */
function numberOf(node: string): number {
  return Number(node.slice(1))
}
