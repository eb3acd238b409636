import type { Term } from '../../ir/term.ts'
import type { Place } from '../place.ts'

/** Where every subterm made so far comes from. */
export type Places = Map<Term, Place>

/** A term, noted down with the place that made it. Every call makes an array of its own. */
export function made(places: Places, place: Place, term: Term): Term {
  places.set(term, place)
  return term
}
