import type { Link, Receipt, ReceiptRecord, RequestRecord } from './record.ts'

/** One request that ran a flow. Its nodes hold decisions as receipts do. */
export interface FlowRecord extends Link, Omit<FlowReceipt, 'nodes'> {
  readonly record: 'flow'
  readonly nodes: readonly (Omit<NodeReceipt, 'decision'> & Pick<ReceiptRecord, 'decision'>)[]
}

/**
 * The receipt of a request for which several calls were composed. What was decided and done stands
 * at its nodes; what is said of the whole follows from them.
 */
export interface FlowReceipt
  extends Pick<
    Receipt,
    'id' | 'at' | 'engine' | 'mode' | 'catalog' | 'without' | 'outcome' | 'usage' | 'cost'
  > {
  /** The identity of the flow as it was asked for. Its prompts are in no trace. */
  readonly flow: { readonly name?: string; readonly fingerprint: string }
  /** The node whose answer is that of the flow. */
  readonly answers: string
  /** What holds for all of it; what a node was decided from stands there. */
  readonly request: Pick<RequestRecord, 'stream' | 'surface' | 'caller' | 'trace' | 'body'>
  /** Those that were decided, in the order of their numbers. */
  readonly nodes: readonly NodeReceipt[]
}

/** The receipt of one request, whether it was one call or a flow of them. */
export type AnyReceipt = Receipt | FlowReceipt

/** One node of a flow. Times of its hops count from the beginning of the flow. */
export interface NodeReceipt
  extends Pick<
    Receipt,
    'policy' | 'request' | 'state' | 'decision' | 'hops' | 'outcome' | 'usage' | 'cost'
  > {
  /** Its name in the normal form of the flow: `n2`. */
  readonly node: string
  /** What the text calls it that the flow was compiled from; absent where there was none. */
  readonly step?: string
  /** The nodes whose answers it was given, in order; `n0` is what the flow was asked. */
  readonly inputs: readonly string[]
}
