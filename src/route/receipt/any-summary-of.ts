import type { AnyReceipt } from '../../trace/flow-record.ts'
import { type FlowSummary, flowSummaryOf } from './flow-summary-of.ts'
import { type ReceiptSummary, summaryOf } from './summary-of.ts'

/** What an answer says of its receipt, whether it was one call or a flow of them. */
export function anySummaryOf(receipt: AnyReceipt): ReceiptSummary | FlowSummary {
  return 'nodes' in receipt ? flowSummaryOf(receipt) : summaryOf(receipt)
}
