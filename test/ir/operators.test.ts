import { describe, expect, test } from 'vitest'
import { admit } from '../../src/ir/admit.ts'
import { OPERATORS, type Operator, operatorOf } from '../../src/ir/operators.ts'

const rows = Object.entries<Operator>(OPERATORS)

describe('the operator table', () => {
  test('keeps the order of its rows, which is wire format', () => {
    expect(rows.map(([op]) => op).join(' ')).toBe(
      'top bot and or not meets_req scope_matches is cmp tier_eq min_tier family_eq provider_eq ' +
        'served_by_eq has_cap zero add scale gate neg normalize clamp field lit argmax ordered ' +
        'sample chain top_k id seq set_param inject_seed clamp_param jitter filter_text ' +
        'filter_image custom when always override policy prefer',
    )
  })

  test.each(rows)(
    'the example of %s is a term of that operation and sort',
    (op, { out, example }) => {
      expect(example[0]).toBe(op)
      expect(admit(example)).toMatchObject({ ok: true, value: { sort: out, term: example } })
    },
  )

  test.each(rows)('the doc of %s is a sentence', (_, { doc }) => {
    expect(doc).toMatch(/^\S.*\.$/)
  })

  test.each(['constructor', '__proto__', 'toString', ''])('has no row named `%s`', (name) => {
    expect(operatorOf(name)).toBeUndefined()
  })
})
