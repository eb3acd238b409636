import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vocabularyOf } from '../../../src/ir/vocabulary.ts'
import { openJudge } from '../../../src/route/receipt/judge-once.ts'
import { type Case, type Judgement, judge } from '../../../src/trace/index.ts'
import { shelfOfCatalog } from '../../../src/trace/library.ts'
import { runs } from '../../runs.ts'
import { type Run, runArbitrary } from '../../trace/recorded-run.ts'
import { policyOf, RANKED } from '../failover/told.ts'

const VOCABULARY = vocabularyOf([['price_in', { sort: 'Num', default: 0 }]], [])

/** Reads the price, the speed and the breaker of a route, and what the request asks for. */
const READING: Case['policy'] = [
  'policy',
  ['and', ['meets_req'], ['not', ['is', 'breaker_open']]],
  ['field', 'price_in'],
  ['sample', 1],
  ['id'],
  ['always', { action: 'abort' }],
]

const ONE: Case = {
  policy: READING,
  candidates: RANKED,
  vocabulary: VOCABULARY,
  request: { scope: 's1', requirements: { min_context: 500 } },
  state: { breakers: { 'a|m': true } },
  seed: 1,
}

test.each<[string, Case]>([
  ['the same again', { ...ONE }],
  [
    'equal request and state, made anew',
    { ...ONE, request: structuredClone(ONE.request), state: { breakers: { 'a|m': true } } },
  ],
  ['health that the policy does not read', { ...ONE, state: { ...ONE.state, credits: { a: 7 } } }],
  [
    'health of routes that are no candidates',
    { ...ONE, state: { breakers: { 'a|m': true, 'z|z': true } } },
  ],
])('%s is the same judgement', (_, other) => {
  const decide = openJudge(10)
  expect(decide(other)).toBe(decide(ONE))
})

test.each<[string, Partial<Case>]>([
  ['request', { request: { scope: 's1', requirements: { min_context: 5000 } } }],
  ['scope', { request: { ...ONE.request, scope: 's2' } }],
  ['state', { state: { breakers: { 'b|m': true } } }],
  ['seed', { seed: 2 }],
  ['policy', { policy: policyOf({}) }],
  ['policy, of the same form but another object', { policy: structuredClone(READING) }],
  ['candidates', { candidates: RANKED.slice(1) }],
  ['vocabulary', { vocabulary: vocabularyOf([['price_in', { sort: 'Num', default: 9 }]], []) }],
])('another %s is another judgement, the one that `judge` gives', (_, change) => {
  const decide = openJudge(10)
  const first = decide(ONE)
  const other = { ...ONE, ...change }
  expect(decide(other)).not.toBe(first)
  expect(decide(other)).toEqual(judge(other))
  expect(decide(ONE)).toBe(first)
})

describe('no more are kept than is said', () => {
  const seeded = (seed: number): Case => ({ ...ONE, seed })

  test('the one that was used longest ago goes', () => {
    const decide = openJudge(2)
    const [one, two] = [decide(seeded(1)), decide(seeded(2))]
    expect(decide(seeded(1))).toBe(one)
    const three = decide(seeded(3))
    expect(decide(seeded(1))).toBe(one)
    expect(decide(seeded(3))).toBe(three)
    expect(decide(seeded(2))).not.toBe(two)
  })

  test('none, where none is to be kept', () => {
    const decide = openJudge(0)
    expect(decide(ONE)).not.toBe(decide(ONE))
    expect(decide(ONE)).toEqual(judge(ONE))
  })
})

test('whatever came before, a judgement is the one that `judge` gives', () => {
  fc.assert(
    fc.property(
      fc.array(runArbitrary, { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 4 }),
      (drawn, order, most) => {
        const shelves = drawn.map(({ catalog }) => shelfOfCatalog(catalog))
        const decide = openJudge(most)
        for (const [one, two] of order) {
          const run = drawn[one % drawn.length]
          const context = drawn[two % drawn.length]?.context
          const shelf = shelves[one % drawn.length]
          if (run === undefined || context === undefined || shelf === undefined) return
          const each = caseOf({ ...run, context }, shelf)
          expect(plain(decide(each))).toBe(plain(judge(each)))
        }
      },
    ),
    runs(200),
  )
})

function caseOf({ policy, context }: Run, shelf: ReturnType<typeof shelfOfCatalog>): Case {
  const { request = {}, state, seed } = context
  const { candidates, vocabulary } = shelf
  return {
    policy,
    candidates,
    vocabulary,
    request,
    ...(state !== undefined && { state }),
    ...(seed !== undefined && { seed }),
  }
}

/** All that a receipt takes of a judgement. */
function plain({ record, request, state, decision }: Judgement): string {
  return JSON.stringify([
    record,
    request,
    state,
    decision.ranked.map(({ candidate }) => candidate.cid),
  ])
}
