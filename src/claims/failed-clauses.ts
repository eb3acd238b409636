import type { AtomReading, Explanation, Reading } from '../decide/index.ts'
import { nearestPart } from '../decide/reading.ts'
import type { Path, Term } from '../ir/term.ts'

/** A clause of the filter that does not hold for a candidate. */
export interface FailedClause {
  readonly path: Path
  readonly clause: Term
  /** The part of it that came nearest; undefined where none looked at the candidate. */
  readonly part: AtomReading | undefined
}

/** The clauses that keep a candidate out; demands of the request one by one. */
export function failedClauses({ filter }: Pick<Explanation, 'filter'>): readonly FailedClause[] {
  const clauses = filter.kind === 'junction' && filter.term[0] === 'and' ? filter.parts : [filter]
  return clauses
    .filter(({ holds }) => !holds)
    .flatMap((clause) => (clause.term[0] === 'meets_req' ? demands(clause) : [clause]))
    .map((clause) => ({ path: clause.path, clause: clause.term, part: nearestPart(clause) }))
}

function demands(clause: Reading): readonly Reading[] {
  if (clause.kind !== 'junction') return [clause]
  return clause.parts.filter(({ holds }) => !holds)
}
