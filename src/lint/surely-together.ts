import type { CatalogVocabulary } from '../catalog/index.ts'
import { numberAt, textAt } from '../decide/admitted.ts'
import { childrenOf } from '../ir/subterms.ts'
import type { Term } from '../ir/term.ts'
import type { Clause } from './linted-policy.ts'

/**
 * Whether clauses surely hold together for some model, as can be seen without any analysis: each
 * reads something of its own, and holds for some of it by itself. False where it takes a look.
 */
export function surelyHoldTogether(
  clauses: readonly Clause[],
  { info }: CatalogVocabulary,
): boolean {
  const read = new Set<string>()
  return clauses.every(({ term, kind }) => {
    // What is compared by itself with a figure of its domain is known where that holds.
    if (kind === 'guard' && term[0] === 'cmp') return true
    const subjects = new Set<string>()
    if (!isOrdinary(term, info, subjects)) return false
    for (const subject of subjects) {
      if (read.has(subject)) return false
      read.add(subject)
    }
    return true
  })
}

/** Whether a predicate holds for some known values; adds what it reads. */
function isOrdinary(term: Term, info: CatalogVocabulary['info'], subjects: Set<string>): boolean {
  switch (term[0]) {
    case 'or':
      return childrenOf(term).every((each) => isOrdinary(each, info, subjects))
    case 'not': {
      const [inner] = childrenOf(term)
      return inner !== undefined && SIMPLE.has(inner[0]) && isOrdinary(inner, info, subjects)
    }
    case 'cmp': {
      subjects.add(textAt(term, 1))
      const field = info.get(textAt(term, 1))
      if (field === undefined || !('unit' in field)) return false
      const value = numberAt(term, 3)
      if (textAt(term, 2) === 'eq') return false
      // Strictly inside, so that there are known values on both sides.
      return field.domain[0] < value && value < Math.min(field.domain[1], LARGE)
    }
    default:
      if (!SIMPLE.has(term[0])) return false
      subjects.add(term[0] === 'is' || term[0] === 'has_cap' ? term.join(' ') : term[0])
      return true
  }
}

/** Predicates that some models meet and others do not, whatever is compared with. */
const SIMPLE: ReadonlySet<string> = new Set([
  ...['is', 'has_cap', 'meets_req', 'scope_matches'],
  ...['tier_eq', 'provider_eq', 'family_eq', 'served_by_eq'],
])

/** Guards compare with larger figures than people do. */
const LARGE = 1e300
