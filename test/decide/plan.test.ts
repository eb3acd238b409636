import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../src/catalog/candidate.ts'
import type { Context } from '../../src/decide/context.ts'
import { plan, planBest } from '../../src/decide/plan.ts'
import type { Term } from '../../src/ir/term.ts'
import { candidatesArbitrary } from '../arbitrary/candidate.ts'
import { contextArbitrary } from '../arbitrary/context.ts'
import { termArbitrary } from '../arbitrary/term.ts'

const candidate = (cid: string, fields: Partial<Candidate> = {}): Candidate => {
  const [provider_id = '', model_family = ''] = cid.split('/')
  return { cid, provider_id, model_family, ...fields }
}

const policy = (filter: Term, scorer: Term, selector: Term): Term => [
  'policy',
  filter,
  scorer,
  selector,
  ['id'],
  ['always', { action: 'next_candidate' }],
]

const CHEAPEST: Term = ['scale', -1, ['field', 'price_out']]

test('a decision says who is tried in which order, and why others are not', () => {
  const list = [
    candidate('a/m', { price_out: 3, quality: 0.9 }),
    candidate('b/m', { price_out: 1, quality: 0.9 }),
    candidate('c/m', { price_out: 2, quality: 0.1 }),
    candidate('d/m', { quality: 0.9 }),
  ]
  const known: Term = ['cmp', 'price_out', 'lt', 1e308]
  const decision = plan(
    policy(['and', known, ['cmp', 'quality', 'ge', 0.5]], CHEAPEST, ['argmax']),
    list,
  )
  expect(decision).toEqual({
    ranked: [
      { candidate: list[1], score: -1, position: 1, tied: false },
      { candidate: list[0], score: -3, position: 2, tied: false },
    ],
    rejected: [
      { candidate: list[2], reason: 'cmp:quality:ge' },
      { candidate: list[3], reason: 'cmp:price_out:lt' },
    ],
  })
})

describe('ties', () => {
  const list = ['b/m', 'a/n', 'a/m'].map((cid) => candidate(cid, { price_out: 1 }))
  const tied = (selector: Term, candidates: readonly Candidate[] = list) =>
    plan(policy(['top'], CHEAPEST, selector), candidates).ranked.map((each) => [
      each.candidate.cid,
      each.tied,
    ])

  test('resolve by provider, family and who serves it, in byte order', () => {
    expect(tied(['argmax'])).toEqual([
      ['a/m', true],
      ['a/n', true],
      ['b/m', true],
    ])
    const peers = ['z', 'ｚ', '😀', 'y'].map((peer_id) =>
      candidate('a/m', { cid: peer_id, offer: { peer_id } }),
    )
    expect(tied(['argmax'], peers).map(([cid]) => cid)).toEqual(['y', 'z', 'ｚ', '😀'])
  })

  test('are told from a decision: preferences decide, limits do not', () => {
    expect(tied(['prefer', ['provider_eq', 'b'], ['argmax']])).toEqual([
      ['b/m', false],
      ['a/m', true],
      ['a/n', true],
    ])
    expect(tied(['top_k', 1, ['argmax']])).toEqual([['a/m', true]])
    expect(tied(['top_k', 1, ['prefer', ['provider_eq', 'b'], ['argmax']]])).toEqual([
      ['b/m', false],
    ])
  })

  test('are none where the policy asks for an order of its own', () => {
    expect(tied(['ordered']).every(([, each]) => each === false)).toBe(true)
    expect(tied(['sample', 1]).every(([, each]) => each === false)).toBe(true)
    const chain: Term = [
      'chain',
      [
        { provider: 'a', model: 'n' },
        { provider: 'b', model: 'm' },
      ],
    ]
    expect(tied(chain)).toEqual([
      ['a/n', false],
      ['b/m', false],
    ])
  })

  test('of a chain are peers of one listed pair', () => {
    const peers = ['x', 'y'].map((peer_id) =>
      candidate('a/m', { cid: peer_id, offer: { peer_id } }),
    )
    expect(tied(['chain', [{ provider: 'a', model: 'm' }]], peers)).toEqual([
      ['x', true],
      ['y', true],
    ])
  })
})

test('candidates given in order keep it', () => {
  const list = ['b/m', 'a/m'].map((cid) => candidate(cid))
  const ranked = (context = {}) =>
    plan(policy(['top'], ['zero'], ['argmax']), list, context).ranked.map(
      (each) => each.candidate.cid,
    )
  expect(ranked()).toEqual(['a/m', 'b/m'])
  expect(ranked({ order: 'as given' })).toEqual(['b/m', 'a/m'])
})

test('the decision does not depend on the order of the candidates', () => {
  const lists = candidatesArbitrary({ maxLength: 12 })
    .map((list) => [...new Map(list.map((each) => [keyOf(each), each])).values()])
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
  fc.assert(
    fc.property(
      termArbitrary('Policy'),
      lists,
      contextArbitrary,
      (term, [list, shuffled], context) => {
        expect(plan(term, shuffled, context)).toEqual(plan(term, list, context))
      },
    ),
  )
})

function keyOf({ provider_id, model_family, offer }: Candidate): string {
  return JSON.stringify([provider_id, model_family, offer?.peer_id ?? provider_id])
}

test('the best candidate is the one ranked first', () => {
  const list = [3, 1, 2].map((price_out) => candidate(`p${price_out}/m`, { price_out }))
  const cheapest = policy(['cmp', 'price_out', 'gt', 1], CHEAPEST, ['argmax'])
  expect(planBest(cheapest, list)?.cid).toBe('p2/m')
  expect(planBest(policy(['bot'], CHEAPEST, ['argmax']), list)).toBeUndefined()
})

test('a decision leaves what it read as it was', () => {
  const list = Object.freeze(
    [candidate('b/m', { price_out: 1 }), candidate('a/m')].map(Object.freeze),
  )
  const state = deepFrozen({ ema: { 'a|m': { price_out: 2 } }, breakers: { b: true } })
  const term = deepFrozen(
    policy(['top'], CHEAPEST, ['prefer', ['not', ['is', 'breaker_open']], ['argmax']]),
  )
  const ranked = plan(term, list as readonly Candidate[], { state }).ranked
  expect(ranked.map((each) => [each.candidate.cid, each.score])).toEqual([
    ['a/m', -2],
    ['b/m', -1],
  ])
})

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFrozen)
  return Object.freeze(value)
}

test('state that changes in place counts from the next decision on', () => {
  const list = [candidate('a/m', { price_out: 1 }), candidate('b/m', { price_out: 2 })]
  const term = policy(['not', ['is', 'disabled']], CHEAPEST, ['argmax'])
  const disabled: Record<string, unknown> = {}
  const first = () => planBest(term, list, { state: { disabled } })?.cid
  expect(first()).toBe('a/m')
  disabled.a = { kind: 'auth_error' }
  expect(first()).toBe('b/m')
  delete disabled.a
  expect(first()).toBe('a/m')
})

test('a measurement counts for the decision that it came with, and for no later one', () => {
  const list = [candidate('a/m', { price_out: 2 }), candidate('b/m')]
  const term = policy(['top'], CHEAPEST, ['argmax'])
  const first = (ema: Context['state']) =>
    planBest(term, list, ema === undefined ? {} : { state: ema })?.cid
  expect(first({ ema: { 'b|m': { price_out: 1 } } })).toBe('b/m')
  expect(first(undefined)).toBe('a/m')
  expect(first({ ema: { 'b|m': { price_out: 3 } } })).toBe('a/m')
})

test('scores are relative to all survivors, also where only the best is asked for', () => {
  const list = [
    candidate('a/m', { price_out: 1, quality: 0.5 }),
    candidate('b/m', { price_out: 2, quality: 0.9 }),
    candidate('c/m', { price_out: 101, quality: 0.9 }),
  ]
  const value: Term = [
    'add',
    ['normalize', ['field', 'quality']],
    ['scale', -1, ['normalize', ['field', 'price_out']]],
  ]
  const term = policy(['top'], value, ['prefer', ['not', ['provider_eq', 'c']], ['argmax']])
  expect(planBest(term, list)?.cid).toBe('b/m')
  expect(plan(term, list).ranked[0]?.candidate.cid).toBe('b/m')
})

test('a list that grew is read anew', () => {
  const list = [candidate('b/m', { price_out: 2 })]
  const term = policy(['top'], CHEAPEST, ['argmax'])
  expect(planBest(term, list)?.cid).toBe('b/m')
  list.push(candidate('c/m', { price_out: 1 }))
  expect(planBest(term, list)?.cid).toBe('c/m')
  expect(plan(term, list, { order: 'as given' }).ranked).toHaveLength(2)
})

test('a term that is no policy is a mistake of the program', () => {
  expect(() => plan(['top'], [])).toThrow('expected a policy, found `top`')
})
