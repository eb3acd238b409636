import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import { numberAt, type OperatorOf, rowOf, subtermAt, subtermsOf, textAt } from './admitted.ts'
import { type Context, vocabularyOf } from './context.ts'
import { demandReason, demandsOf, meetsDemand } from './demands.ts'
import { hasCapability, observeFlag, observeNumber, servedBy, tierOf } from './observe.ts'
import { holds, relationOf } from './relation.ts'

/** True, or the reason why not. */
export type Verdict = true | string

/** Whether the predicate holds for the candidate, as the meaning of each operation says. */
export function verdict(pred: Term, candidate: Candidate, context: Context): Verdict {
  return rowOf(VERDICTS, pred)(pred, candidate, context)
}

type Judge = (pred: Term, candidate: Candidate, context: Context) => Verdict

const VERDICTS: Readonly<Record<OperatorOf<'Pred'>, Judge>> = {
  top: () => true,
  bot: () => 'bot',
  and: (pred, candidate, context) => {
    for (const child of subtermsOf(pred)) {
      const answer = verdict(child, candidate, context)
      if (answer !== true) return answer
    }
    return true
  },
  or: (pred, candidate, context) =>
    subtermsOf(pred).some((child) => verdict(child, candidate, context) === true) || 'or',
  not: (pred, candidate, context) =>
    verdict(subtermAt(pred, 1), candidate, context) !== true || 'not',
  meets_req: (_, candidate, context) => {
    const unmet = demandsOf(context.request).find(
      (demand) => !meetsDemand(demand, candidate, context),
    )
    return unmet === undefined || demandReason(unmet)
  },
  scope_matches: (_, { scope }, { request }) =>
    scope === undefined || scope === request?.scope || 'scope',
  is: (pred, candidate, context) =>
    observeFlag(textAt(pred, 1), candidate, context).value || `is:${textAt(pred, 1)}`,
  cmp: (pred, candidate, context) => {
    const [field, relation, bound] = [textAt(pred, 1), textAt(pred, 2), numberAt(pred, 3)]
    const { value } = observeNumber(field, candidate, context)
    return holds(value, relationOf(relation), bound) || `cmp:${field}:${relation}`
  },
  tier_eq: (pred, candidate) => tierOf(candidate) === textAt(pred, 1) || 'tier',
  min_tier: (pred, candidate, context) => {
    // A tier that nobody declared ranks below all that are.
    const { tiers } = vocabularyOf(context)
    return tiers.indexOf(tierOf(candidate)) >= tiers.indexOf(textAt(pred, 1)) || 'min_tier'
  },
  family_eq: (pred, { model_family }) => model_family === textAt(pred, 1) || 'model_family',
  provider_eq: (pred, { provider_id }) => provider_id === textAt(pred, 1) || 'provider_id',
  served_by_eq: (pred, candidate) => servedBy(candidate) === textAt(pred, 1) || 'served_by',
  has_cap: (pred, candidate) =>
    hasCapability(textAt(pred, 1), candidate) || `missing_capability:${textAt(pred, 1)}`,
}
