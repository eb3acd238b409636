import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import { knownGuard } from '../known-guard.ts'
import type { Place } from '../place.ts'
import { made, type Places } from './lowering.ts'

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
  const never = kept.find(([op]) => op === 'bot')
  if (never !== undefined) return never
  if (guards.length > 0) addGuards(guards, kept, places)
  const [only] = kept
  if (only === undefined) return made(places, place, ['top'])
  return kept.length === 1 ? only : made(places, place, ['and', ...kept])
}

/** Adds each guard once, and none that stands there already. */
function addGuards(guards: readonly Guard[], kept: Term[], places: Places): void {
  const written = new Set<string>()
  for (const term of kept) addSpellings(term, written)
  const askers = new Map<string, Place[]>()
  for (const guard of guards) {
    const spelt = spelling(guard.term)
    askers.get(spelt)?.push(guard.place)
    if (written.has(spelt)) continue
    written.add(spelt)
    kept.push(made(places, guard.place, guard.term))
    const asked = [guard.place]
    askers.set(spelt, asked)
    places.guards.set(guard.term, asked)
  }
}

/** Tells of the kinds of terms that are guards whether two are written alike. */
function spelling(term: Term): string {
  let text = term[0]
  for (let i = 1; i < term.length; i++) text += ` ${term[i]}`
  return text
}

const KINDS_OF_GUARDS: ReadonlySet<string> = new Set(['cmp', 'meets_req', 'not'])

/** Adds what could be a guard: an `and` at any depth, as the normal form has it side by side. */
function addSpellings(term: Term, spellings: Set<string>): void {
  if (term[0] === 'and') {
    for (let i = 1; i < term.length; i++) addSpellings(subtermAt(term, i), spellings)
  } else if (KINDS_OF_GUARDS.has(term[0])) spellings.add(spelling(term))
}
