import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Term } from '../../ir/term.ts'
import { knownGuard } from '../known-guard.ts'
import type { Place } from '../place.ts'
import { made, type Places, sameTerm } from './lowering.ts'

/** What has to hold together: conditions as written, and guards that they bring along. */
export interface Conjunction {
  readonly terms: Term[]
  readonly guards: Guard[]
}

/** A condition that is added unless it already stands among the others, word for word. */
export interface Guard {
  readonly place: Place
  readonly term: Term
}

export function emptyConjunction(): Conjunction {
  return { terms: [], guards: [] }
}

/** That a field is known, as a guard; undefined where nothing can tell. */
export function guardOf(field: NumFieldInfo, place: Place): Guard | undefined {
  const bound = knownGuard(field)
  return bound && { place, term: ['cmp', field.name, bound.relation, bound.value] }
}

/** The conjunction as one term: `bot` if that is in it, `top` if nothing is. */
export function conjoined({ terms, guards }: Conjunction, place: Place, places: Places): Term {
  const kept = terms.filter(([op]) => op !== 'top')
  if (kept.some(([op]) => op === 'bot')) return made(places, place, ['bot'])
  const written = kept.flatMap(conjunctsOf)
  for (const guard of guards) {
    if (written.some((term) => sameTerm(term, guard.term))) continue
    const term = made(places, guard.place, guard.term)
    kept.push(term)
    written.push(term)
  }
  const [only] = kept
  if (only === undefined) return made(places, place, ['top'])
  return kept.length === 1 ? only : made(places, place, ['and', ...kept])
}

/** The conditions of an `and` at any depth, as the normal form has them side by side. */
function conjunctsOf(term: Term): readonly Term[] {
  if (term[0] !== 'and') return [term]
  return term.slice(1).flatMap((child) => conjunctsOf(child as Term)) // `and` holds terms alone
}
