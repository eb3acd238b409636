import type { FlowReceipt, NodeReceipt } from './flow-record.ts'
import type { Receipt, ReceiptRecord } from './record.ts'

type Decided = Pick<ReceiptRecord, 'decision'>
type Part<D extends Decided> = Omit<Receipt, 'decision'> & Pick<D, 'decision'>
type Whole<D extends Decided> = Omit<FlowReceipt, 'nodes'> & {
  readonly nodes: readonly (Omit<NodeReceipt, 'decision'> & Pick<D, 'decision'>)[]
}

/**
 * A receipt as receipts of decisions: itself, or one for each node of a flow, `01K…/n2`. Who asked,
 * and when, is said of the flow; times of hops count from its beginning, as `at` does.
 */
export function partsOf<D extends Decided>(receipt: Part<D> | Whole<D>): readonly Part<D>[] {
  if (!('nodes' in receipt)) return [receipt]
  const { id, at, engine, mode, catalog, without } = receipt
  return receipt.nodes.map((node) => ({
    id: `${id}/${node.node}`,
    at,
    engine,
    mode,
    policy: node.policy,
    catalog,
    ...(without !== undefined && { without }),
    request: { ...node.request, ...receipt.request },
    state: node.state,
    decision: node.decision,
    hops: node.hops,
    outcome: node.outcome,
    usage: node.usage,
    cost: node.cost,
  }))
}
