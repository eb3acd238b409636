import type { GroundRule } from '../rule.ts'
import { survivorsOf } from '../today.ts'

export const noSecondCandidate: GroundRule = {
  code: 'UH6103',
  name: 'no-second-candidate',
  summary: 'a single model of the catalog passes',
  why: 'There is nothing to fall back to: the first failure of that route ends the request, whatever the plan says. Ask for a little less, so that a second one passes.',
  severity: 'warning',
  set: 'opt-in',
  fix: 'none',
  over: 'catalog',
  holds: 'for some value',
  examples: {
    bad: ['cheapest where quality >= 0.8', 'in order [openai/big, mistral/big]'],
    good: ['cheapest where quality >= 0.7'],
  },
  check(policy, ground) {
    const [only, ...others] = survivorsOf(policy, ground)
    if (only === undefined || others.length > 0) return []
    return [
      {
        place: policy.placeOf(policy.term),
        message: `only \`${only.cid}\` passes, so there is nothing to fall back to`,
        notes: [`by ${ground.name}`],
        help: 'ask for a little less, so that a second model passes',
      },
    ]
  },
}
