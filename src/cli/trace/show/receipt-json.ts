import type { FoundReceipt } from './told-receipt.ts'

/** A receipt as programs read it: the record with its decision in it, its policy, its replay. */
export function receiptJson({ played, decision, policy, place }: FoundReceipt) {
  const { receipt } = played
  return {
    schema_version: 1,
    place,
    receipt: { ...receipt, decision: decision ?? receipt.decision },
    policy: policy ?? null,
    replay:
      played.kind === 'reproduced'
        ? { verdict: played.kind }
        : { verdict: played.kind, ...played.divergence },
  }
}
