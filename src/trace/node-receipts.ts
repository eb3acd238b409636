import type { UnknownRecord } from './decode-record.ts'
import type { FlowRecord, ReceiptRecord, TraceRecord } from './record.ts'

/**
 * A flow as receipts of its nodes, one each, for whoever works decision by decision. A node is
 * called by the id of the flow and its own name: `01K…/n2`. Who asked, and when, is said of the
 * flow; times of hops count from the beginning of the flow, as `at` does.
 */
export function nodeReceipts(flow: FlowRecord): readonly ReceiptRecord[] {
  const { writer, seq, prev, id, at, engine, mode, catalog, without } = flow
  const { stream, surface, caller, trace, body } = flow.request
  const sent = {
    ...(stream !== undefined && { stream }),
    ...(surface !== undefined && { surface }),
    ...(caller !== undefined && { caller }),
    ...(trace !== undefined && { trace }),
    ...(body !== undefined && { body }),
  }
  const whole = { writer, seq, prev, at, engine, mode, catalog }
  return flow.nodes.map((node) => ({
    record: 'receipt',
    ...whole,
    id: `${id}/${node.node}`,
    ...(without !== undefined && { without }),
    policy: node.policy,
    request: { ...node.request, ...sent },
    state: node.state,
    decision: node.decision,
    hops: node.hops,
    outcome: node.outcome,
    usage: node.usage,
    cost: node.cost,
  }))
}

/** The receipts that a record holds: one, those of the nodes of a flow, or none. */
export function receiptsIn(record: TraceRecord | UnknownRecord): readonly ReceiptRecord[] {
  if (record.record === 'flow') return nodeReceipts(record)
  return record.record === 'receipt' ? [record] : []
}

/** Whether a record is that of a request, answered by a call or by a flow of them. */
export function isRequest(
  record: TraceRecord | UnknownRecord,
): record is ReceiptRecord | FlowRecord {
  return record.record === 'receipt' || record.record === 'flow'
}
