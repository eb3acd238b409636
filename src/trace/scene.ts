import type { Ground, RecordedDecision } from './decision-record.ts'
import { recordedContext } from './judgement.ts'
import type { Library, Shelf, Unusable } from './library.ts'
import type { ReceiptRecord } from './record.ts'

/** What a receipt's decision was made from, and the decision as it is made from that. */
export interface Scene extends RecordedDecision, Setting {}

/** What a receipt's decision was made from. */
export interface Setting {
  readonly ground: Ground
  readonly shelf: Shelf
}

/** By what the trace has defined so far. */
export function settingOf(receipt: ReceiptRecord, library: Library): Setting | Unusable {
  const shelf = library.shelf(receipt.catalog, receipt.without ?? [])
  if ('cause' in shelf) return shelf
  const { fingerprint, effective = fingerprint } = receipt.policy
  const policy = library.policy(effective, shelf)
  if ('cause' in policy) return policy
  const { request, state } = receipt
  const context = recordedContext({ request, state, vocabulary: shelf.vocabulary })
  return { ground: { policy, candidates: shelf.candidates, context }, shelf }
}
