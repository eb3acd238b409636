import { expect, test } from 'vitest'
import { classify } from '../../src/decide/fail-plan.ts'
import type { Param, Term } from '../../src/ir/term.ts'

const NEXT = { action: 'next_candidate' }
const STOP = { action: 'abort' }

function planOf(...overrides: readonly (readonly [string, Param])[]): Term {
  return overrides.reduce<Term>(
    (plan, [reason, action]) => ['override', plan, reason, action],
    ['always', NEXT],
  )
}

test.each<[string, Term, string, Param]>([
  ['the base where nothing is said', planOf(), 'timeout', NEXT],
  ['the override of the kind', planOf(['timeout', STOP]), 'timeout', STOP],
  ['the base for another kind', planOf(['timeout', STOP]), 'rate_limit', NEXT],
  ['the outer of two overrides', planOf(['timeout', STOP], ['timeout', NEXT]), 'timeout', NEXT],
  ['`unknown` for a kind without its own', planOf(['unknown', STOP]), 'timeout', STOP],
  [
    'its own before `unknown`',
    planOf(['unknown', STOP], ['timeout', { action: 'retry_same' }]),
    'timeout',
    { action: 'retry_same' },
  ],
  [
    '`unknown` for one whose own was equal to the base',
    planOf(['timeout', NEXT], ['unknown', STOP]),
    'timeout',
    STOP,
  ],
  ['the base for a kind called `constructor`', planOf(['timeout', STOP]), 'constructor', NEXT],
])('a failure gets %s', (_, plan, reason, action) => {
  const policy: Term = ['policy', ['top'], ['zero'], ['argmax'], ['id'], plan]
  expect(classify(plan, reason)).toEqual(action)
  expect(classify(policy, reason)).toEqual(action)
})
