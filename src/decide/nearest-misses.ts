import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import type { Context } from './context.ts'
import { readFilter } from './explain.ts'
import { compareMisses } from './miss.ts'
import { normalized } from './normalized.ts'
import { standing } from './plan.ts'
import { type AtomReading, clausesOf, nearestPart, type Reading } from './reading.ts'
import { stagesOf } from './reference.ts'

/** What one clause of a filter keeps out. */
export interface ClauseMiss {
  /** The place of the clause in the normalized policy. */
  readonly path: Path
  readonly clause: Term
  /** How many candidates it does not hold for. */
  readonly failed: number
  /** How many of them every other clause lets pass: what leaving it out would let in. */
  readonly failedAlone: number
  /** The candidate that came nearest to passing it. */
  readonly nearest: NearMiss
}

export interface NearMiss {
  readonly candidate: Candidate
  /** The part of the clause that came nearest to being as wanted; undefined where none looked. */
  readonly part: AtomReading | undefined
  /** How many other clauses do not hold for it either. */
  readonly otherClauses: number
}

/**
 * For every clause of the filter that keeps somebody out, who came nearest to passing it: first
 * those whom the fewest other clauses keep out, then the smallest miss. Clauses come in normal
 * form order. It answers why a policy found nobody.
 */
export function nearestMisses(
  policy: Term,
  candidates: readonly Candidate[],
  context: Context = {},
): readonly ClauseMiss[] {
  const [filter] = stagesOf(normalized(policy))
  const tallies: (ClauseMiss | undefined)[] = []
  for (const candidate of standing(candidates, context)) {
    const clauses = clausesOf(readFilter(filter, { candidate, context }))
    const otherClauses = clauses.filter(({ holds }) => !holds).length - 1
    for (const [i, clause] of clauses.entries()) {
      if (clause.holds) continue
      const miss = { candidate, part: nearestPart(clause), otherClauses }
      tallies[i] = counted(tallies[i], clause, miss)
    }
  }
  return tallies.flatMap((tally) => tally ?? [])
}

function counted(
  known: ClauseMiss | undefined,
  { path, term }: Reading,
  miss: NearMiss,
): ClauseMiss {
  const { failed = 0, failedAlone = 0, nearest = miss } = known ?? {}
  return {
    path,
    clause: term,
    failed: failed + 1,
    failedAlone: failedAlone + (miss.otherClauses === 0 ? 1 : 0),
    nearest: compareNearness(miss, nearest) < 0 ? miss : nearest,
  }
}

function compareNearness(a: NearMiss, b: NearMiss): number {
  return a.otherClauses - b.otherClauses || compareMisses(a.part?.miss, b.part?.miss)
}
