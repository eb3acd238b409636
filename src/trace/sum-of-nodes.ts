import { sumOfCosts } from './cost-record.ts'
import type { FlowReceipt, NodeReceipt } from './record.ts'
import { sumOfUsages } from './sum-of-usages.ts'

/**
 * What a flow used and cost: all that its nodes did, to the last digit. A node for which nobody was
 * called adds no tokens; that nobody knows of any does not make the sum unknown.
 */
export function sumOfNodes(
  nodes: readonly Pick<NodeReceipt, 'hops' | 'outcome' | 'usage' | 'cost'>[],
): Pick<FlowReceipt, 'usage' | 'cost'> {
  const asked = nodes.filter(({ hops, outcome }) => hops.length > 0 || outcome === 'simulated')
  return {
    usage: sumOfUsages(asked.map(({ usage }) => usage)),
    cost: sumOfCosts(nodes.map(({ cost }) => cost)),
  }
}
