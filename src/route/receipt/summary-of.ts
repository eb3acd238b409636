import type { CostRecord, HopRecord, Receipt, UsageRecord } from '../../trace/record.ts'

/** What an answer says of its receipt: `x_router`. */
export interface ReceiptSummary {
  readonly receipt: string
  readonly mode: Receipt['mode']
  readonly policy: Receipt['policy']
  readonly catalog: string
  /** The candidate that answered: `provider/family`. */
  readonly model: string | null
  readonly attempts: number
  readonly hops: readonly HopSummary[]
  readonly outcome: Receipt['outcome']
  readonly usage: UsageRecord
  /** USD. */
  readonly cost: CostRecord
}

type HopSummary = Pick<
  HopRecord,
  'candidate' | 'failure' | 'cause' | 'status' | 'start_ms' | 'end_ms'
>

/** The part of a receipt that travels with the answer. */
export function summaryOf(receipt: Receipt): ReceiptSummary {
  const { id, mode, policy, catalog, hops, outcome, usage, cost } = receipt
  return { receipt: id, mode, policy, catalog, ...summaryOfHops(hops), outcome, usage, cost }
}

/** Who answered, and who was called before. */
export function summaryOfHops(
  hops: readonly HopRecord[],
): Pick<ReceiptSummary, 'model' | 'attempts' | 'hops'> {
  const last = hops.at(-1)
  return {
    model: last !== undefined && last.failure === undefined ? last.candidate : null,
    attempts: hops.length,
    hops: hops.map(({ candidate, failure, cause, status, start_ms, end_ms }) => ({
      candidate,
      ...(failure !== undefined && { failure }),
      ...(cause !== undefined && { cause }),
      ...(status !== undefined && { status }),
      start_ms,
      end_ms,
    })),
  }
}
