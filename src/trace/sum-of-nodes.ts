import { sumOfCosts } from './cost-record.ts'
import type { FlowReceipt, NodeReceipt } from './flow-record.ts'
import { sumOfUsages } from './sum-of-usages.ts'

/**
 * What a flow used and cost: all that the calls for its nodes did, to the last digit. As in a
 * receipt, a call that says nothing of tokens, such as one that was refused, adds none.
 */
export function sumOfNodes(
  nodes: readonly Pick<NodeReceipt, 'hops' | 'outcome' | 'usage' | 'cost'>[],
): Pick<FlowReceipt, 'usage' | 'cost'> {
  const usages = nodes.flatMap(({ hops, outcome, usage }) =>
    outcome === 'simulated' ? [usage] : hops.flatMap((hop) => hop.usage ?? []),
  )
  return { usage: sumOfUsages(usages), cost: sumOfCosts(nodes.map(({ cost }) => cost)) }
}
