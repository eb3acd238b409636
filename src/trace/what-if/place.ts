import { compareBytes } from '../../base/byte-order.ts'
import type { ReceiptRecord } from '../record.ts'

/** What puts receipts in an order, whatever the order in which they were read. */
export type Place = Pick<ReceiptRecord, 'id' | 'writer' | 'seq'>

export function comparePlaces(a: Place, b: Place): number {
  return compareBytes(a.id, b.id) || compareBytes(a.writer, b.writer) || a.seq - b.seq
}
