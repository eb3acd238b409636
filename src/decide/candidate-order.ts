import { compareBytes } from '../base/byte-order.ts'
import type { Candidate } from '../catalog/candidate.ts'
import { servedBy } from './observe.ts'

/**
 * The candidates in the order in which ties resolve: by provider, family and who serves it, in
 * UTF-8 byte order, so that a tie is the same on every machine. The list itself where it already
 * stands so; else one copy that is kept with the list.
 */
export function inTieOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  const known = sorted.get(candidates)
  if (known?.length === candidates.length) return known
  const list = isSorted(candidates) ? candidates : candidates.toSorted(compareCandidates)
  sorted.set(candidates, list)
  return list
}

const sorted = new WeakMap<readonly Candidate[], readonly Candidate[]>()

function isSorted(candidates: readonly Candidate[]): boolean {
  return candidates.every((candidate, i) => {
    const before = candidates[i - 1]
    return before === undefined || compareCandidates(before, candidate) <= 0
  })
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    compareBytes(a.provider_id, b.provider_id) ||
    compareBytes(a.model_family, b.model_family) ||
    compareBytes(servedBy(a), servedBy(b))
  )
}
