import type { Checked, Diagnostic } from '../base/diagnostic.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'
import type { Condition } from './check/condition.ts'
import { lowerCondition } from './lower/condition.ts'
import { newPlaces } from './lower/lowering.ts'
import { problem } from './problem.ts'
import { closeCondition } from './specialise/close-condition.ts'
import { type Closing, MAX_PARTS } from './specialise/closing.ts'

/**
 * What a claim says of a candidate, as a predicate in normal form. Adds UH3006 for one that is too
 * large.
 */
export function claimedPredicate(
  condition: Condition,
  vocabulary: CatalogVocabulary,
): Checked<Term> {
  const diagnostics: Diagnostic[] = []
  const closing: Closing = { bindings: new Map(), vocabulary, diagnostics, partsLeft: MAX_PARTS }
  const closed = closeCondition(condition, closing)
  if (closing.partsLeft < 0) {
    const message = `the condition has more than ${MAX_PARTS} parts`
    diagnostics.push(problem('UH3006', condition.place, { message }))
  }
  const term = lowerCondition(closed, { places: newPlaces(), tiers: vocabulary.tiers })
  return { value: normalize(term), diagnostics }
}
