import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeContext } from '../../src/decide/decode-context.ts'
import { KERNELS } from '../../src/decide/kernel-evaluator.ts'
import { REFERENCE } from '../../src/decide/reference.ts'
import { candidatesArbitrary } from '../arbitrary/candidate.ts'
import { termArbitrary } from '../arbitrary/term.ts'

test('a context keeps what it understands and leaves out the rest', () => {
  expect(
    decodeContext({
      request: {
        requirements: { needs: ['tools', 7], min_context: '8k', tier: 'partner', extra: 1 },
        scope: 's',
        tools: {},
        images: ['x'],
        response_format: { type: 'json_object', schema: {} },
        messages: [],
      },
      state: { ema: { 'p|m': { tok_s: 1 } }, breakers: [], disabled: { p: 1 } },
      seed: 42,
      now_ms: 0,
    }),
  ).toEqual({
    request: {
      requirements: { needs: ['tools'], tier: 'partner' },
      scope: 's',
      images: ['x'],
      response_format: { type: 'json_object' },
    },
    state: { ema: { 'p|m': { tok_s: 1 } }, disabled: { p: 1 } },
    seed: 42,
  })
})

test('whatever a context is made from, both evaluators decide, and alike', () => {
  const keys = fc.constantFrom(
    'request',
    'state',
    'ema',
    'breakers',
    'requirements',
    'openai',
    'openai|b',
  )
  const anything = fc.anything({ key: keys, maxDepth: 4, withNullPrototype: true })
  fc.assert(
    fc.property(termArbitrary('Policy'), candidatesArbitrary(), anything, (policy, list, value) => {
      const context = decodeContext(value)
      const { ranked, rejected } = KERNELS.decide(policy, list, context)
      const reference = REFERENCE.decide(policy, list, context)
      expect(ranked.map(({ candidate }) => candidate.cid)).toEqual(
        reference.ranked.map(({ candidate }) => candidate.cid),
      )
      expect(rejected).toEqual(reference.rejected)
    }),
  )
})
