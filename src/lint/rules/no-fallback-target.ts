import { REASONS } from '../../compile/check/check-fail-plan.ts'
import { itemsAt, numberAt } from '../../decide/admitted.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import { finalAction, levelFor } from '../plan-levels.ts'
import type { PolicyRule } from '../rule.ts'

export const noFallbackTarget: PolicyRule = {
  code: 'UH5108',
  name: 'no-fallback-target',
  summary: 'a plan goes on to a next model, and there is none',
  why: '`take 1` and `in order` with one route leave a single model, so whatever the plan says about the next one, the first failure ends the request. Take more than one, or write `fallback stop` to say that it is meant.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the policy',
  examples: {
    bad: ['cheapest take 1', 'in order [openai/big] fallback next'],
    good: [
      'cheapest take 2',
      'cheapest take 1 fallback stop',
      'in order [openai/big, openai/middle]',
    ],
  },
  check(policy) {
    const single = singleOf(policy.selector)
    const goesOn = REASONS.some((reason) => {
      const action = finalAction(levelFor(policy, reason).action)
      return action !== 'abort' && action !== 'retry_same'
    })
    if (single === undefined || !goesOn) return []
    return [
      {
        place: policy.placeOf(single),
        message: 'this leaves one model, so no failure leads to a next one',
        help: 'leave more than one, or write `fallback stop`',
      },
    ]
  },
}

/** The operation that leaves one candidate at most. */
function singleOf(selector: Term): Term | undefined {
  switch (selector[0]) {
    case 'top_k':
      return numberAt(selector, 1) === 1 ? selector : singleOf(subtermAt(selector, 2))
    case 'prefer':
      return singleOf(subtermAt(selector, 2))
    case 'chain':
      return itemsAt(selector, 1).length === 1 ? selector : undefined
    default:
      return undefined
  }
}
