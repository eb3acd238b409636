import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import type { Term } from '../../ir/term.ts'
import type { Place } from '../place.ts'
import type { LoweredSection, Sharing } from '../sharing.ts'
import type { ClosedPolicy } from '../specialise/closed.ts'
import { lowerFailPlan } from './fail-plan.ts'
import { lowerFilter } from './filter.ts'
import { newPlaces, type Places } from './lowering.ts'
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

/**
 * The term that a closed policy means. It is admissible unless it is too large.
 *
 * @param sharing what the policy came to for other values of its parameters.
 */
export function lower(
  policy: ClosedPolicy,
  vocabulary: CatalogVocabulary,
  sharing?: Sharing,
): Lowered {
  const places = newPlaces()
  const { place, ranking, selection, transforms, overrides } = policy
  const { tiers } = vocabulary
  const known = sharing?.lowered
  const { term: score, reads } = lowerSection(
    (into) => lowerRanking(ranking, { places: into, vocabulary, tiers }),
    places,
    known && { of: ranking, among: known.ranking },
  )
  const term: Term = [
    'policy',
    lowerFilter(policy, reads, { places, tiers }),
    score,
    lowerSection(
      (into) => lowerSelector(policy, { places: into, tiers }),
      places,
      known && { of: selection, among: known.selection },
    ),
    lowerSection(
      (into) => lowerTransforms(transforms, place, { places: into, tiers }),
      places,
      known && { of: transforms, among: known.transforms },
    ),
    lowerSection(
      (into) => lowerFailPlan(policy, into),
      places,
      known && { of: overrides, among: known.overrides },
    ),
  ]
  places.set(term, place)
  return { term, places, guards: places.guards }
}

interface Known<K, T> {
  readonly of: K
  readonly among: Map<K, LoweredSection<T>>
}

/** Lowers a section, unless that was done; notes down where its parts come from. */
function lowerSection<K, T>(
  lowerInto: (places: Places) => T,
  places: Places,
  known: Known<K, T> | undefined,
): T {
  if (known === undefined) return lowerInto(places)
  let section = known.among.get(known.of)
  if (section === undefined) {
    const own = newPlaces()
    section = { value: lowerInto(own), places: own }
    known.among.set(known.of, section)
  }
  for (const [term, place] of section.places) places.set(term, place)
  for (const [guard, askers] of section.places.guards) places.guards.set(guard, askers)
  return section.value
}
