import type { CompiledPolicy, Place } from '../compile/index.ts'
import { childrenOf } from '../ir/subterms.ts'
import { subtermAt, type Term } from '../ir/term.ts'
import { conjunctsOf } from './conjuncts-of.ts'

/** The clauses that a person wrote into a policy and that speak of one of the same things. */
export function clausesAbout(
  parts: readonly Term[],
  { lowered }: Pick<CompiledPolicy, 'lowered'>,
): readonly Place[] {
  const subjects = new Set(parts.map(subjectOf))
  const speaks = (term: Term): boolean =>
    subjects.has(subjectOf(term)) || childrenOf(term).some(speaks)
  return writtenClauses({ lowered }).flatMap(({ term, place }) => (speaks(term) ? [place] : []))
}

/** A part of the outermost `and` of a filter, and where it was written. */
export interface WrittenClause {
  readonly term: Term
  readonly place: Place
}

export function writtenClauses({
  lowered: { term, places, guards },
}: Pick<CompiledPolicy, 'lowered'>): readonly WrittenClause[] {
  return conjunctsOf(subtermAt(term, 1)).flatMap((each) => {
    const place = guards.has(each) ? undefined : places.get(each)
    return place === undefined ? [] : [{ term: each, place }]
  })
}

/** `cmp price_out`, `provider_eq`: two parts of one subject look at the same thing. */
function subjectOf([op, first]: Term): string {
  return NAMED.has(op) && typeof first === 'string' ? `${op} ${first}` : op
}

/** Whose first argument names what is looked at. */
const NAMED: ReadonlySet<string> = new Set(['cmp', 'is', 'has_cap'])
