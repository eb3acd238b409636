import type { UnknownRecord } from './decode-record.ts'
import type { FlowRecord } from './flow-record.ts'
import { partsOf } from './parts-of.ts'
import type { ReceiptRecord, TraceRecord } from './record.ts'

/**
 * A flow as receipts of its nodes, one each, for whoever works decision by decision. A node is
 * called by the id of the flow and its own name: `01K…/n2`.
 */
export function nodeReceipts(flow: FlowRecord): readonly ReceiptRecord[] {
  const { writer, seq, prev } = flow
  return partsOf(flow).map((part) => ({ ...part, record: 'receipt', writer, seq, prev }))
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
