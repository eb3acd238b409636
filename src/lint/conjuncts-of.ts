import { childrenOf } from '../ir/subterms.ts'
import type { Term } from '../ir/term.ts'

/** The parts of an `and`, and of those in it; of anything else itself. */
export function conjunctsOf(pred: Term): readonly Term[] {
  const found: Term[] = []
  addConjuncts(pred, found)
  return found
}

function addConjuncts(pred: Term, into: Term[]): void {
  if (pred[0] !== 'and') into.push(pred)
  else for (const child of childrenOf(pred)) addConjuncts(child, into)
}
