import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import type { Term } from '../../ir/term.ts'
import type { Place } from '../place.ts'
import type { ClosedPolicy } from '../specialise/closed.ts'
import { lowerFailPlan } from './fail-plan.ts'
import { lowerFilter } from './filter.ts'
import { newPlaces } from './lowering.ts'
import { lowerRanking } from './ranking.ts'
import { lowerSelector } from './selector.ts'
import { lowerTransforms } from './transforms.ts'

/** A policy as a term, not yet in normal form, and the place that made each of its subterms. */
export interface Lowered {
  readonly term: Term
  readonly places: ReadonlyMap<Term, Place>
  /**
   * The parts of conjunctions that nobody wrote, with every place that asks for them: that a field
   * is known, what every policy demands.
   */
  readonly guards: ReadonlyMap<Term, readonly Place[]>
}

/** The term that a closed policy means. It is admissible unless it is too large. */
export function lower(policy: ClosedPolicy, vocabulary: CatalogVocabulary): Lowered {
  const places = newPlaces()
  const { place, transforms } = policy
  const lowering = { places, vocabulary, tiers: vocabulary.tiers }
  const { term: score, reads } = lowerRanking(policy.ranking, lowering)
  const term: Term = [
    'policy',
    lowerFilter(policy, reads, lowering),
    score,
    lowerSelector(policy, lowering),
    lowerTransforms(transforms, place, lowering),
    lowerFailPlan(policy, places),
  ]
  places.set(term, place)
  return { term, places, guards: places.guards }
}
