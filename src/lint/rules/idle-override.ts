import { STANDARD_ANSWERS } from '../../compile/lower/fail-plan.ts'
import { type Action, classify, failTable } from '../../decide/fail-plan.ts'
import { encodeParam } from '../../ir/encode.ts'
import { normalize } from '../../ir/normalize.ts'
import type { Param, Term } from '../../ir/term.ts'
import { clauseDeleted } from '../edit-clause.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import { isSame, type PlanLevel, planLevels } from '../plan-levels.ts'
import type { Finding, PolicyRule } from '../rule.ts'

export const idleOverride: PolicyRule = {
  code: 'UH5102',
  name: 'idle-override',
  summary: 'an answer to a failure changes nothing',
  why: 'The plan does the same without it, or the answer is never reached: an outer one for the same reason wins, and one that equals the base is dropped from the normal form, so that an answer to `unknown` takes its place. Delete it, or say what was meant. An answer that spells out what `fallback next` does for that reason is not reported.',
  severity: 'warning',
  set: 'default',
  fix: 'safe',
  over: 'policy',
  holds: 'for every value',
  reads: 'the failure plan',
  examples: {
    bad: [
      'cheapest fallback next on timeout next',
      'cheapest fallback stop on rate_limit stop',
      'cheapest fallback next on timeout next on unknown stop',
      'cheapest fallback next on unknown stop on server_error stop',
      'cheapest fallback term ["override", ["override", ["always", {"action": "abort"}], "timeout", {"action": "next_candidate"}], "timeout", {"action": "disable_provider"}]',
    ],
    good: [
      'cheapest fallback next on timeout stop on content_filter stop',
      'cheapest fallback next on timeout next, cool 10s',
      'cheapest fallback stop on timeout next',
    ],
  },
  check(policy) {
    const levels = planLevels(policy)
    return levels.flatMap((level, index) => {
      if (level.kind === 'standard' || level.reason === undefined) return []
      const outer = levels.slice(0, index).find(({ reason }) => reason === level.reason)
      return findingOf(level, outer, policy) ?? []
    })
  },
}

function findingOf(
  level: PlanLevel,
  outer: PlanLevel | undefined,
  policy: LintedPolicy,
): Finding | undefined {
  const { place, action, reason = '' } = level
  if (outer !== undefined) {
    return {
      place,
      message: `this answer to \`${reason}\` is never reached`,
      related: [{ ...outer.place, label: 'this one wins' }],
      help: 'delete one of the two',
    }
  }
  const actual = classify(policy.failPlan, reason)
  if (!isSame(actual, action)) {
    return {
      place,
      message: `\`${reason}\` gets the answer to \`unknown\`, and not this one`,
      related: unknownOf(policy),
      notes: [
        'it is what the plan does anyway, so the normal form drops it; `unknown` then answers every reason that has no answer left',
      ],
      help: 'make the base another than this, or answer the reasons one by one instead of `unknown`',
    }
  }
  const isNeedless =
    reason === 'unknown'
      ? isFreeWithout(level, policy)
      : isSame(answerWithout(level, reason, policy), action)
  if (!isNeedless || isSame(STANDARD_ANSWERS.get(reason), action)) return undefined
  const isFree = level.kind === 'clause' && isFreeWithout(level, policy)
  return {
    place,
    message: `the plan answers \`${reason}\` like this anyway`,
    help: 'delete it',
    fix: isFree ? clauseDeleted(policy, place, 'safe') : undefined,
  }
}

function unknownOf(policy: LintedPolicy): Finding['related'] {
  const level = planLevels(policy).find(({ reason }) => reason === 'unknown')
  return level && [{ ...level.place, label: 'this answers it' }]
}

/** What the plan answers to the reason if the level is taken out. */
function answerWithout(level: PlanLevel, reason: string, policy: LintedPolicy): Action {
  const { failPlan } = policy
  const isOnly = planLevels(policy).every((each) => each === level || each.reason !== reason)
  if (!isOnly) return classify(planWithout(failPlan, level.term), reason)
  // All other answers stay as they are.
  const { base, overrides } = failTable(failPlan)
  return overrides.get('unknown') ?? base
}

/** Whether the normal form stays what it is if the level is taken out. */
function isFreeWithout({ term }: PlanLevel, { failPlan }: LintedPolicy): boolean {
  return sameForm(planWithout(failPlan, term), failPlan)
}

function planWithout(plan: Term, level: Term): Term {
  const [op, inner, ...rest] = plan
  if (op !== 'override') return plan
  // The plan that an override is around.
  const within = inner as Term
  return plan === level ? within : [op, planWithout(within, level), ...rest]
}

function sameForm(a: Term, b: Term): boolean {
  return encodeParam(normalize(a) as Param) === encodeParam(normalize(b) as Param)
}
