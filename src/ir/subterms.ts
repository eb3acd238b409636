import { isSubtermAt, type Operator, operatorOf } from './operators.ts'
import { subtermAt, type Term } from './term.ts'

/*
 * Walking an admitted term. Admission held every argument against the operator table, so whatever
 * does not fit here is a bug of this program.
 */

/** The row of the term's operation. */
export function operatorOfTerm(term: Term): Operator {
  const operator = operatorOf(term[0])
  if (operator === undefined) throw new Error(`not an operation: ${term[0]}`)
  return operator
}

/** The subterms right below a term, in order. */
export function childrenOf(term: Term): readonly Term[] {
  const operator = operatorOfTerm(term)
  let children: Term[] | undefined
  for (let i = 1; i < term.length; i++) {
    // Most arguments are names and numbers, which no table need be asked about.
    if (typeof term[i] !== 'object' || !isSubtermAt(operator, i)) continue
    children ??= []
    children.push(subtermAt(term, i))
  }
  return children ?? NONE
}

const NONE: readonly Term[] = []

/** The term and every subterm below it, each before those it holds. */
export function subtermsOf(term: Term): readonly Term[] {
  const found: Term[] = []
  addSubterms(term, found)
  return found
}

function addSubterms(term: Term, found: Term[]): void {
  found.push(term)
  for (const child of childrenOf(term)) addSubterms(child, found)
}
