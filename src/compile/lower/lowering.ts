import type { Term } from '../../ir/term.ts'
import type { Place } from '../place.ts'

/** Where every subterm made so far comes from, and which of them nobody wrote. */
export interface Places extends Map<Term, Place> {
  /** What the compiler added, with every place that asks for it. */
  readonly guards: Map<Term, Place[]>
}

export function newPlaces(): Places {
  return Object.assign(new Map<Term, Place>(), { guards: new Map<Term, Place[]>() })
}

/** A term, noted down with the place that made it. Every call makes an array of its own. */
export function made(places: Places, place: Place, term: Term): Term {
  places.set(term, place)
  return term
}
