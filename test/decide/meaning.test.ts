import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../src/catalog/candidate.ts'
import type { Context } from '../../src/decide/context.ts'
import { KERNELS } from '../../src/decide/kernel-evaluator.ts'
import { REFERENCE } from '../../src/decide/reference.ts'
import type { Term } from '../../src/ir/term.ts'
import { CORE_VOCABULARY, vocabularyOf } from '../../src/ir/vocabulary.ts'

const ROUTE = { cid: 'c', provider_id: 'p', model_family: 'm' }
const peer = (peer_id: string): Candidate => ({ ...ROUTE, offer: { peer_id } })

/** One suite for both implementations: what the vectors leave open is settled here. */
describe.each([
  ['reference', REFERENCE],
  ['kernels', KERNELS],
])('the %s', (_, { verdicts, scores, order, decide }) => {
  const verdict = (pred: Term, candidate: Candidate, context: Context = {}) =>
    verdicts(pred, [candidate], context)[0]
  const score = (field: string, candidate: Candidate, context: Context = {}) =>
    scores(['field', field], [candidate], context)[0]

  describe('reads a Num field', () => {
    const state = {
      ema: {
        'p|m': { price_in: 5, ema_latency_ms: 300, ema_tok_s: 40, success_rate_ewma: 0.9 },
        'p|m|near': { price_in: 6, latency_ms: 200 },
      },
      credits: { p: 12, q: 13 },
    }
    test.each<[string, string, Candidate, number]>([
      ['the candidate before what was measured', 'price_in', { ...ROUTE, price_in: 1 }, 1],
      ['what was measured of the route', 'price_in', ROUTE, 5],
      ['what was measured of the peer before that of the route', 'price_in', peer('near'), 6],
      ['the route where the peer has no such measurement', 'tok_s', peer('near'), 40],
      ['the route where nothing was measured of the peer', 'price_in', peer('far'), 5],
      ['latency under its name on the wire', 'latency_ms', ROUTE, 300],
      ['latency under the name of the field', 'latency_ms', peer('near'), 200],
      ['the success rate', 'success_rate', ROUTE, 0.9],
      ['credits by provider', 'credits', ROUTE, 12],
      ['the default of a price', 'price_out', ROUTE, Infinity],
      ['the default of a context', 'context', ROUTE, 0],
      [
        'a context among the capabilities',
        'context',
        { ...ROUTE, capabilities: { context: 9 } },
        9,
      ],
      [
        'no capability by the name of another field',
        'tok_s',
        { ...ROUTE, capabilities: { tok_s: 9 } },
        40,
      ],
    ])('from %s', (_name, field, candidate, expected) => {
      expect(score(field, candidate, { state })).toBe(expected)
    })

    test('whatever else stands there is absent', () => {
      const odd: unknown = { ...ROUTE, price_in: '3', price_out: null, context: true }
      const candidate = odd as Candidate
      expect(score('price_in', candidate)).toBe(Infinity)
      expect(score('price_out', candidate)).toBe(Infinity)
      expect(score('context', candidate)).toBe(0)
    })

    test('a measurement that is no number was not made', () => {
      const odd: unknown = { ema: { 'p|m': { ema_latency_ms: 'fast', ema_tok_s: null } } }
      const context = { state: odd as NonNullable<Context['state']> }
      expect(score('latency_ms', ROUTE, context)).toBe(Infinity)
      expect(score('tok_s', ROUTE, context)).toBe(0)
    })

    test('a field called `__proto__` or `constructor` is read like any other', () => {
      const vocabulary = vocabularyOf([
        ['__proto__', { sort: 'Num', default: 2 }],
        ['constructor', { sort: 'Num', default: 3 }],
      ])
      const candidate = JSON.parse('{"cid":"c","provider_id":"p","model_family":"m","__proto__":7}')
      expect(score('__proto__', candidate, { vocabulary })).toBe(7)
      expect(score('__proto__', ROUTE, { vocabulary })).toBe(2)
      expect(score('constructor', ROUTE, { vocabulary })).toBe(3)
    })
  })

  describe('reads a Bool field', () => {
    const FLAG = vocabularyOf([['flag', { sort: 'Bool', default: true }]])
    test.each<[string, Term, Candidate, true | string]>([
      ['absent, by its default', ['is', 'flag'], ROUTE, true],
      ['false, although the default is true', ['is', 'flag'], { ...ROUTE, flag: false }, 'is:flag'],
      ['0, which is not false', ['is', 'has_tee'], { ...ROUTE, has_tee: 0 }, true],
      ['null, which is absent', ['is', 'has_tee'], { ...ROUTE, has_tee: null }, 'is:has_tee'],
      ['a capability of 0', ['has_cap', 'z'], { ...ROUTE, capabilities: { z: 0 } }, true],
      ['a capability nobody has', ['has_cap', 'toString'], ROUTE, 'missing_capability:toString'],
    ])('that is %s', (_name, pred, candidate, expected) => {
      expect(verdict(pred, candidate, { vocabulary: FLAG })).toBe(expected)
    })

    test.each<[string, Record<string, boolean>, Candidate, boolean]>([
      ['of the provider', { p: true }, ROUTE, true],
      ['of the route', { 'p|m': true }, ROUTE, true],
      ['of the peer', { 'p|m|near': true }, peer('near'), true],
      ['of another peer', { 'p|m|far': true }, peer('near'), false],
      ['of another family', { 'p|n': true }, ROUTE, false],
      ['that is closed', { p: false }, ROUTE, false],
    ])('`breaker_open` from a breaker %s', (_name, breakers, candidate, open) => {
      const context = { state: { breakers } }
      expect(verdict(['is', 'breaker_open'], candidate, context) === true).toBe(open)
    })

    test('`disabled` from whatever stands under the provider', () => {
      const context = { state: { disabled: { p: { kind: 'auth_error' } } } }
      expect(verdict(['is', 'disabled'], ROUTE, context)).toBe(true)
      expect(verdict(['is', 'disabled'], { ...ROUTE, provider_id: 'q' }, context)).toBe(
        'is:disabled',
      )
    })

    test('`disabled` from the catalog, where no state says so', () => {
      expect(verdict(['is', 'disabled'], { ...ROUTE, disabled: true })).toBe(true)
    })
  })

  test('a tier that nobody declared is below all, and a missing one is `fallback`', () => {
    const vocabulary = vocabularyOf([], ['low', 'fallback', 'high'])
    const minTier = (candidate: Candidate, tier: string) =>
      verdict(['min_tier', tier], candidate, { vocabulary })
    expect(minTier({ ...ROUTE, tier: 'unheard of' }, 'low')).toBe('min_tier')
    expect(minTier(ROUTE, 'fallback')).toBe(true)
    expect(minTier(ROUTE, 'high')).toBe('min_tier')
    expect(verdict(['tier_eq', 'fallback'], ROUTE, { vocabulary })).toBe(true)
  })

  test.each<[string, NonNullable<Context['request']>, Candidate, true | string]>([
    [
      'needs in the order declared',
      { requirements: { needs: ['seed', 'tools'] } },
      ROUTE,
      'missing_capability:seed',
    ],
    [
      'declared needs before implied ones',
      { requirements: { needs: ['tools'] }, images: ['x'] },
      ROUTE,
      'missing_capability:tools',
    ],
    ['images before tools', { images: ['x'], tools: [{}] }, ROUTE, 'missing_capability:vision'],
    [
      'needs before numbers',
      { requirements: { min_context: 9 }, tools: [{}] },
      ROUTE,
      'missing_capability:tools',
    ],
    ['the raw tier', { requirements: { tier: 'fallback' } }, ROUTE, 'tier'],
    [
      'no_log, which has_tee satisfies too',
      { requirements: { privacy: 'no_log' } },
      { ...ROUTE, has_tee: true },
      true,
    ],
    [
      'tee_required, which no_log does not',
      { requirements: { privacy: 'tee_required' } },
      { ...ROUTE, no_log: true },
      'tee_required',
    ],
    [
      'the quality hint before the quality',
      { requirements: { min_quality: 0.5 } },
      { ...ROUTE, quality: 0.9, quality_hint: 0.4 },
      'min_quality',
    ],
    [
      'the quality without a hint',
      { requirements: { min_quality: 0.5 } },
      { ...ROUTE, quality: 0.9 },
      true,
    ],
    ['a speed that nobody measured', { requirements: { min_tok_s: 1 } }, ROUTE, 'min_tok_s'],
  ])('`meets_req` checks %s', (_name, request, candidate, expected) => {
    expect(verdict(['meets_req'], candidate, { request })).toBe(expected)
  })

  test('`min_tok_s` reads what was measured', () => {
    const context = {
      request: { requirements: { min_tok_s: 10 } },
      state: { ema: { 'p|m': { tok_s: 10 } } },
    }
    expect(verdict(['meets_req'], ROUTE, context)).toBe(true)
  })

  test('`prefer` parts the inner order in two and leaves scores and order alone', () => {
    const list = [1, 2, 3, 4].map((price_in) => ({ ...ROUTE, cid: `c${price_in}`, price_in }))
    const scored = list.map((candidate) => ({ candidate, score: candidate.price_in }))
    const odd: Term = ['or', ['cmp', 'price_in', 'eq', 1], ['cmp', 'price_in', 'eq', 3]]
    const ordered = order(['prefer', odd, ['argmax']], scored, {})
    expect(ordered.map(({ candidate, score: each }) => [candidate.cid, each])).toEqual([
      ['c3', 3],
      ['c1', 1],
      ['c4', 4],
      ['c2', 2],
    ])
    const nested = order(
      ['prefer', ['cmp', 'price_in', 'gt', 1], ['prefer', odd, ['argmax']]],
      scored,
      {},
    )
    expect(nested.map(({ candidate }) => candidate.cid)).toEqual(['c3', 'c4', 'c2', 'c1'])
    const cut = order(['prefer', odd, ['top_k', 2, ['argmax']]], scored, {})
    expect(cut.map(({ candidate }) => candidate.cid)).toEqual(['c3', 'c4'])
  })

  test('NaN comes last, behind minus infinity', () => {
    const scored = [NaN, -Infinity, 1, NaN, Infinity].map((each, i) => ({
      candidate: { ...ROUTE, cid: `c${i}` },
      score: each,
    }))
    const ordered = order(['argmax'], scored, {})
    expect(ordered.map(({ candidate }) => candidate.cid)).toEqual(['c4', 'c2', 'c1', 'c0', 'c3'])
  })

  test('`normalize` reads the survivors only', () => {
    const list = [1, 3, 9].map((price_in) => ({ ...ROUTE, cid: `c${price_in}`, price_in }))
    const policy: Term = [
      'policy',
      ['cmp', 'price_in', 'lt', 9],
      ['normalize', ['field', 'price_in']],
      ['argmax'],
      ['id'],
      ['always', { action: 'abort' }],
    ]
    const { ranked, rejected } = decide(policy, list, { vocabulary: CORE_VOCABULARY })
    expect(ranked.map(({ candidate, score: each }) => [candidate.cid, each])).toEqual([
      ['c3', 1],
      ['c1', 0],
    ])
    expect(rejected).toEqual([{ candidate: list[2], reason: 'cmp:price_in:lt' }])
  })

  test('of no candidates nothing is ranked', () => {
    const policy: Term = [
      'policy',
      ['top'],
      ['zero'],
      ['argmax'],
      ['id'],
      ['always', { action: 'abort' }],
    ]
    expect(decide(policy, [], {})).toEqual({ ranked: [], rejected: [] })
  })
})
