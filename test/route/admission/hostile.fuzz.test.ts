import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import { routerErrorBody, statusOf } from '../../../src/route/router-error.ts'
import { termArbitrary } from '../../arbitrary/term.ts'
import { runs } from '../../runs.ts'
import { bodyOf, guardOf, opened } from './sent.ts'

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('policy:', 'pin:/', 'family:__proto__', 'flow:', ':', 'policy:\ud800', '\ud800'),
  fc.constantFrom('', '(', 'any where (', 'policy a = any', '"', '\0', 'let a = a', '# x'),
  termArbitrary('Policy', { depth: 2 }),
  termArbitrary('Pred', { depth: 2 }),
)

const MEMBERS = [
  'model',
  'policy_ir',
  'policy',
  'policy_params',
  'policy_requirements',
  'flow_ir',
  'seed',
  'tools',
  'response_format',
]

test('whatever a body holds, it is admitted or refused with a message of its own', () => {
  const admission = opened({ defaultPolicy: { name: 'careful', covers: 'no model' } })
  const guards = [OPEN_GUARD, guardOf('no_log', { policies: new Set(['support']) })]
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...MEMBERS), anything, { maxKeys: 4 }),
      fc.constantFrom(...guards),
      (body, guard) => {
        const outcome = admission.admit(bodyOf(body), guard)
        if (outcome.ok) {
          const { value } = outcome
          const decider = value.kind === 'flow' ? value.flow : value.policy
          decider.definitions()
          return
        }
        expect(statusOf(outcome.error)).toBe(400)
        expect(outcome.error.message).not.toBe('')
        expect(outcome.error.message.length).toBeLessThan(2000)
        expect(routerErrorBody(outcome.error).error.param).not.toBeNull()
      },
    ),
    runs(1000),
  )
})
