import { isFlat, scoreBounds } from '../../analyze/index.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import type { PolicyRule } from '../rule.ts'
import { signedParts } from '../signed-parts.ts'

export const promotingGate: PolicyRule = {
  code: 'UH4102',
  name: 'promoting-gate',
  summary: 'models that a condition shuts out score better than those it lets in',
  why: '`S if P` is 0 for every model of which P does not hold. Where S is negative, as a price with a minus is, 0 is the better score: who fails the condition comes before those who meet it. Put those who meet it first with `prefer P`, or score what is never negative: `1 - norm(price_out) if P`. A fixed amount, `- 0.2 if P`, is a plain malus and is not reported.',
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the policy',
  examples: {
    bad: [
      'rank by -price_out if no_log',
      'rank by norm(quality) - (0.5 * norm(price_out) if tier is partner)',
      'rank by (norm(quality) - norm(price_out)) if no_log',
    ],
    good: [
      'rank by (1 - norm(price_out)) if no_log',
      'rank by norm(quality) - (0.2 if tier is marketplace)',
      'rank by -price_out if no_log where no_log',
    ],
  },
  check(policy) {
    return signedParts(policy.scorer).flatMap(({ term, sign }) => {
      if (term[0] !== 'gate' || isOpen(term, policy)) return []
      const { vocabulary, filter } = policy
      if (isFlat(scoreBounds(subtermAt(term, 2), { vocabulary, filter }))) return []
      if (scoreBounds(['scale', sign, term], { vocabulary, filter }).low >= 0) return []
      return [
        {
          place: policy.placeOf(term),
          message: 'models that do not meet this condition score 0, and those that meet it less',
          notes: ['a higher score comes first, so this promotes whom it shuts out'],
          help: 'put those that meet it first with `prefer`, or score what is never negative: `1 - norm(…) if …`',
        },
      ]
    })
  },
}

/** Whether whoever passes the filter meets the condition: then nobody is shut out. */
function isOpen(gate: Term, { space, filter }: LintedPolicy): boolean {
  const regions = space()
  return regions.within(regions.of(filter), regions.of(subtermAt(gate, 1))) === true
}
