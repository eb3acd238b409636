import { isSubtermAt } from '../../ir/operators.ts'
import { operatorOfTerm } from '../../ir/subterms.ts'
import { type Path, subtermAt, type Term } from '../../ir/term.ts'

/** A subterm and where it stands, as `$.policy[1].and[2]`. */
export interface PlacedSubterm {
  readonly term: Term
  readonly path: Path
}

/** A term and all its subterms, each before those in it. */
export function placedSubterms(term: Term, path: Path = '$'): readonly PlacedSubterm[] {
  const operator = operatorOfTerm(term)
  const inner = term.flatMap((_, i) =>
    i > 0 && isSubtermAt(operator, i)
      ? placedSubterms(subtermAt(term, i), `${path}.${term[0]}[${i}]`)
      : [],
  )
  return [{ term, path }, ...inner]
}
