import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import type { Context } from './context.ts'
import { readFilter } from './explain.ts'
import { compareMisses } from './miss.ts'
import { normalized } from './normalized.ts'
import { standing } from './plan.ts'
import { type AtomReading, nearestPart, type Reading } from './reading.ts'
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
  const readings = standing(candidates, context).map((candidate) => {
    const clauses = clausesOf(readFilter(filter, { candidate, context }))
    return { candidate, clauses, failed: clauses.filter(({ holds }) => !holds).length }
  })
  const [any] = readings
  return (any?.clauses ?? []).flatMap(({ path, term }, i) => {
    const misses = readings.flatMap(({ candidate, clauses, failed }): NearMiss[] => {
      const clause = clauses[i]
      if (clause === undefined || clause.holds) return []
      return [{ candidate, part: nearestPart(clause), otherClauses: failed - 1 }]
    })
    const [nearest] = misses.toSorted(compareNearness)
    if (nearest === undefined) return []
    const failedAlone = misses.filter(({ otherClauses }) => otherClauses === 0).length
    return [{ path, clause: term, failed: misses.length, failedAlone, nearest }]
  })
}

/** The parts of the outermost `and`, or the whole filter. */
function clausesOf(filter: Reading): readonly Reading[] {
  return filter.kind === 'junction' && filter.term[0] === 'and' ? filter.parts : [filter]
}

function compareNearness(a: NearMiss, b: NearMiss): number {
  return a.otherClauses - b.otherClauses || compareMisses(a.part?.miss, b.part?.miss)
}
