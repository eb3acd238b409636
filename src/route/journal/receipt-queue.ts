import type { AnyReceipt, Definitions, Gap } from '../../trace/index.ts'

/** What waits to be written. */
export type Entry =
  | { readonly kind: 'receipt'; readonly receipt: AnyReceipt; readonly definitions: Definitions }
  /** Receipts that were dropped here. */
  | { readonly kind: 'gap'; readonly gap: Gap }

/** Receipts in the order in which they came, with the gaps that were left between them. */
export interface ReceiptQueue {
  readonly add: (receipt: AnyReceipt, definitions: Definitions) => void
  /** Leaves the receipt out: the gap before it grows, or begins. */
  readonly drop: (receipt: AnyReceipt) => void
  /** Takes the first ones, as many as there are up to that many. */
  readonly take: (most: number) => readonly Entry[]
  /** Receipts and gaps that wait. */
  readonly length: () => number
}

export function openQueue(): ReceiptQueue {
  const entries: Entry[] = []
  return {
    add: (receipt, definitions) => {
      entries.push({ kind: 'receipt', receipt, definitions })
    },
    drop: ({ at }) => {
      const last = entries.at(-1)
      if (last?.kind === 'gap') {
        const { receipts, from } = last.gap
        entries[entries.length - 1] = { kind: 'gap', gap: { receipts: receipts + 1, from, to: at } }
      } else {
        entries.push({ kind: 'gap', gap: { receipts: 1, from: at, to: at } })
      }
    },
    take: (most) => entries.splice(0, most),
    length: () => entries.length,
  }
}
