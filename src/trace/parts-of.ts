import type { AnyReceipt, Receipt } from './record.ts'

/** A receipt as receipts of decisions: itself, or one for each node of a flow, `01K…/n2`. */
export function partsOf(receipt: AnyReceipt): readonly Receipt[] {
  if (!('nodes' in receipt)) return [receipt]
  const { id, at, engine, mode, catalog, without } = receipt
  return receipt.nodes.map(({ node, inputs: _, request, ...own }) => ({
    id: `${id}/${node}`,
    at,
    engine,
    mode,
    catalog,
    ...(without !== undefined && { without }),
    request: { ...request, ...receipt.request },
    ...own,
  }))
}
