import { failedClauses } from '../../claims/failed-clauses.ts'
import { clauseText } from '../../compile/clause-text.ts'
import type { Explanation } from '../../decide/index.ts'
import { originsOf } from '../simulate/origin.ts'
import type { Scenario } from '../simulate/scenario.ts'
import { partJson, placeJson, relaxationJson } from '../simulate/simulation-json.ts'
import { scoreText } from './score-text.ts'

/** What was decided by, over what. */
export interface Explained extends Pick<Scenario, 'policy' | 'vocabulary'> {
  /** The catalog by its name. */
  readonly inForce: { readonly name: string }
}

/** Why a route is treated as it is, as programs read it. */
export function explanationJson(
  explanation: Explanation,
  { policy, vocabulary, inForce }: Explained,
) {
  const { outcome, candidate, score, selection } = explanation
  const originOf = originsOf(policy)
  const base = {
    schema_version: 1,
    policy: { name: policy.name, fingerprint: policy.fingerprint, params: policy.params },
    catalog: inForce.name,
    id: candidate.cid,
    outcome: outcome.kind,
  }
  if (outcome.kind === 'rejected') {
    return {
      ...base,
      reason: outcome.reason,
      decided_by: { path: outcome.decidedBy, ...placeJson(originOf(outcome.decidedBy)) },
      clauses: failedClauses(explanation).map(({ path, clause, part }) => ({
        path,
        clause: clauseText(clause, vocabulary),
        ...placeJson(originOf(path)),
        ...(part && partJson(part, vocabulary)),
      })),
      nearest: outcome.nearest && partJson(outcome.nearest, vocabulary),
      relaxation: outcome.relaxation && relaxationJson(outcome.relaxation, vocabulary, originOf),
    }
  }
  return {
    ...base,
    ...(outcome.kind === 'ranked' && {
      position: outcome.rank.position,
      of: outcome.of,
      score: outcome.rank.score,
      tied: outcome.rank.tied,
      first: { id: outcome.first.candidate.cid, score: outcome.first.score },
    }),
    ...(outcome.kind === 'dropped' && { dropped_by: outcome.by.path }),
    ...(score && { formula: scoreText(score, vocabulary) }),
    steps: selection.map(({ path, term, position, left, preferred }) => ({
      path,
      operation: term[0],
      position: position ?? null,
      left,
      preferred,
    })),
  }
}
