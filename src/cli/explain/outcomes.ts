import type { Candidate } from '../../catalog/index.ts'
import { failedClauses } from '../../claims/failed-clauses.ts'
import { clauseWants, seenText } from '../../claims/part-text.ts'
import { lineOf, originsOf } from '../simulate/origin.ts'
import type { Simulation } from '../simulate/simulation.ts'
import { rejectionOf } from '../simulate/simulation.ts'

/** What became of a route, in a line. */
export interface RouteOutcome {
  readonly id: string
  readonly outcome: 'ranked' | 'left out' | 'rejected'
  readonly position: number | undefined
  readonly score: number | undefined
  /** Of a rejected one: the clauses it misses, the one that decided first. */
  readonly because: readonly Because[]
}

export interface Because {
  readonly wanted: string
  readonly seen: string
  /** `acme.uh:8`; empty where the policy was given as a term. */
  readonly line: string
}

/** What became of every route: the ranked in their order, then the others in catalog order. */
export function routeOutcomes({
  scenario,
  decision,
  leftOut,
}: Simulation): readonly RouteOutcome[] {
  const { policy, vocabulary } = scenario
  const originOf = originsOf(policy)
  const because = (candidate: Candidate): readonly Because[] => {
    const rejection = rejectionOf(scenario, candidate)
    if (rejection === undefined) return []
    return failedClauses(rejection).map(({ path, clause, part }) => {
      const origin = originOf(path)
      return {
        wanted: clauseWants(clause, part, vocabulary),
        seen: part === undefined ? 'never holds' : seenText(part, vocabulary),
        line: origin === undefined ? '' : lineOf(origin),
      }
    })
  }
  return [
    ...decision.ranked.map(
      ({ candidate, position, score }): RouteOutcome => ({
        id: candidate.cid,
        outcome: 'ranked',
        position,
        score,
        because: [],
      }),
    ),
    ...leftOut.map(({ cid }) => outcomeOf(cid, 'left out', [])),
    ...decision.rejected.map(({ candidate }) =>
      outcomeOf(candidate.cid, 'rejected', because(candidate)),
    ),
  ]
}

function outcomeOf(
  id: string,
  outcome: RouteOutcome['outcome'],
  because: readonly Because[],
): RouteOutcome {
  return { id, outcome, position: undefined, score: undefined, because }
}
