import type { Fix } from '../../base/diagnostic.ts'
import type { Place } from '../../compile/index.ts'
import { quantityText } from '../../compile/quantity-text.ts'
import { rewritten } from '../edit-clause.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import { lowCapOf } from '../low-cap.ts'
import type { GroundRule } from '../rule.ts'

export const capBelowCheapest: GroundRule = {
  code: 'UH6106',
  name: 'cap-below-cheapest',
  summary: 'a cap on a price is below the cheapest model that would do',
  why: 'Models pass everything else that the policy asks for, but the cheapest of them costs more than the cap, so none is left and every call is refused. Prices may have risen since the cap was written, or it was written for other models. Raise the cap, or ask for less.',
  severity: 'error',
  set: 'default',
  fix: 'unsafe',
  over: 'catalog',
  holds: 'for some value',
  examples: {
    bad: [
      'best where price_out <= $0.01/Mtok',
      'best where quality >= 0.8 and price_out < $15/Mtok and has tools',
    ],
    good: [
      'best where price_out <= $0.08/Mtok',
      'best where quality >= 0.8 and price_out <= $15/Mtok',
    ],
  },
  check(policy, ground) {
    const found = lowCapOf(policy, ground)
    if (found === undefined) return []
    const { clause, field, cheapest, price } = found
    const least = quantityText(price, 'price')
    const { place } = clause
    return [
      {
        place,
        message: `no model that passes the rest costs as little: the cheapest is \`${cheapest.cid}\` at ${least}`,
        notes: [`by the prices of ${ground.name}`],
        help: `raise the cap to ${least}, or ask for less`,
        fix: raised(policy, place, `${field} <= ${least}`),
      },
    ]
  },
}

/** Only a comparison with a number as such can be written anew. */
function raised(policy: LintedPolicy, place: Place, text: string): Fix | undefined {
  const isPlain = /^price_\w+ ?<=? ?\$[\d.]+\/\w+$/.test(policy.textAt(place) ?? '')
  return isPlain ? rewritten(policy, place, text) : undefined
}
