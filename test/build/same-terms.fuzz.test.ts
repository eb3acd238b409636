import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policySet } from '../../src/compile/index.ts'
import { assignmentArbitrary, openPolicyArbitrary } from '../compile/open-policy-text.ts'
import { runs } from '../runs.ts'
import { analysed, builtModule } from './built.ts'

const situationArbitrary = openPolicyArbitrary.chain((policy) =>
  fc.record({
    policy: fc.constant(policy),
    values: fc.array(assignmentArbitrary(policy), { minLength: 1, maxLength: 12 }),
  }),
)

/** What a call answers, as the bytes that are sent; or that it was refused. */
function answer(
  make: () => { readonly policy_ir: unknown; readonly fingerprint: string },
): unknown {
  try {
    const { policy_ir, fingerprint } = make()
    return { bytes: JSON.stringify(policy_ir), fingerprint }
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return 'refused'
    throw error
  }
}

test('a built module and the text make the same bytes, or both refuse', async () => {
  let answered = 0
  await fc.assert(
    fc.asyncProperty(situationArbitrary, async ({ policy, values }) => {
      const set = policySet(analysed(policy.text))
      const built = await builtModule(policy.text)
      for (const params of values) {
        const { value } = set.compile(policy.name, params)
        const expected = value === undefined ? 'refused' : answer(() => value)
        const found = answer(() => {
          const made = built[policy.name]?.(params)
          if (made === undefined) throw new Error('no such function')
          return made
        })
        expect(found, `${policy.text}\n${JSON.stringify(params)}`).toEqual(expected)
        if (expected !== 'refused') answered++
      }
    }),
    runs(120),
  )
  expect(answered).toBeGreaterThan(200)
})
