import type { Candidate } from '../../catalog/index.ts'
import {
  type ClauseMiss,
  type Decision,
  type Explanation,
  explain,
  nearestMisses,
  plan,
  type RejectedOutcome,
} from '../../decide/index.ts'
import { subtermAt } from '../../ir/term.ts'
import type { Scenario } from './scenario.ts'
import type { RequestTokens } from './tokens.ts'

/** A decision with everything that is told about it. */
export interface Simulation {
  readonly scenario: Scenario
  readonly tokens: RequestTokens
  readonly decision: Decision
  /** Candidates that pass the filter and that the selector leaves out. */
  readonly leftOut: readonly Candidate[]
  /** What each clause of the filter keeps out. */
  readonly misses: readonly ClauseMiss[]
  /** The quality that the filter asks for, where it asks for one. */
  readonly floor: number | undefined
}

/** Decides, and looks at what kept candidates out. */
export function simulate(scenario: Scenario, tokens: RequestTokens): Simulation {
  const { policy, candidates, deciding } = scenario
  const decision = plan(policy.term, candidates, deciding)
  const seen = new Set([...decision.ranked, ...decision.rejected].map(({ candidate }) => candidate))
  return {
    scenario,
    tokens,
    decision,
    leftOut: candidates.filter((candidate) => !seen.has(candidate)),
    misses: nearestMisses(policy.term, candidates, deciding),
    floor: qualityFloor(scenario),
  }
}

/** Why a candidate is rejected. */
export interface Rejection extends Explanation {
  readonly outcome: RejectedOutcome
}

/** Why a candidate is rejected; undefined where it is not. */
export function rejectionOf(
  { policy, candidates, deciding }: Scenario,
  { cid }: Candidate,
): Rejection | undefined {
  const explained = explain({ policy: policy.term, candidates, context: deciding }, cid)
  if (explained === undefined || explained.outcome.kind !== 'rejected') return undefined
  return { ...explained, outcome: explained.outcome }
}

/**
 * For a policy that selects nobody: who came nearest, those first whom the fewest clauses keep
 * out, each with the smallest relaxation that lets it in.
 */
export function nearestRejections({ scenario, misses }: Simulation): readonly Rejection[] {
  const nearest = misses
    .map((miss) => miss.nearest)
    .toSorted((a, b) => a.otherClauses - b.otherClauses)
    .map(({ candidate }) => candidate)
  return [...new Set(nearest)].slice(0, MOST).flatMap((each) => rejectionOf(scenario, each) ?? [])
}

/** Rejections told where there is nothing else to tell. */
const MOST = 3

function qualityFloor({ policy: { term } }: Scenario): number | undefined {
  const filter = subtermAt(term, 1)
  const clauses = filter[0] === 'and' ? filter.slice(1) : [filter]
  const floors = clauses.flatMap((clause) => {
    if (!Array.isArray(clause)) return []
    const [op, field, relation, value] = clause
    const isFloor = op === 'cmp' && field === 'quality' && (relation === 'ge' || relation === 'gt')
    return isFloor && typeof value === 'number' && value > 0 ? [value] : []
  })
  return floors.length === 0 ? undefined : Math.max(...floors)
}
