import { describe, expect, test } from 'vitest'
import {
  compareFilters,
  disjoint,
  equivalent,
  implies,
  liesWithin,
  satisfiable,
  tautology,
} from '../../src/analyze/index.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import type { Term } from '../../src/ir/term.ts'
import { FILTER_VOCABULARY } from '../arbitrary/filter.ts'
import { accepts } from './brute-force.ts'

const options = { vocabulary }

const quality = (relation: string, bound: number): Term => ['cmp', 'quality', relation, bound]
const price = (relation: string, bound: number): Term => ['cmp', 'price_out', relation, bound]
const context = (relation: string, bound: number): Term => ['cmp', 'context', relation, bound]
const rank = (relation: string, bound: number): Term => ['cmp', 'quality_rank', relation, bound]
const success = (relation: string, bound: number): Term => ['cmp', 'success_rate', relation, bound]
const not = (pred: Term): Term => ['not', pred]
const and = (...preds: Term[]): Term => ['and', ...preds]
const or = (...preds: Term[]): Term => ['or', ...preds]

describe('satisfiable', () => {
  test.each<[fact: string, pred: Term, kind: 'yes' | 'no']>([
    ['everything is', ['top'], 'yes'],
    ['nothing is not', ['bot'], 'no'],
    ['a range is', and(quality('ge', 0.3), quality('lt', 0.7)), 'yes'],
    ['a range the wrong way round is not', and(quality('ge', 0.7), quality('lt', 0.3)), 'no'],
    ['a single point is', and(quality('ge', 0.7), quality('le', 0.7)), 'yes'],
    ['a point that is left out is not', and(quality('eq', 0.7), quality('ne', 0.7)), 'no'],
    [
      'between neighbouring doubles there is none',
      and(price('gt', 1), price('lt', AFTER_ONE)),
      'no',
    ],
    ['a known value beyond the domain is not', quality('gt', 1), 'no'],
    ['the absent value below the domain is', quality('lt', 0), 'yes'],
    ['a value between the absent one and the domain is not', quality('eq', -0.5), 'no'],
    ['a negative price is not', price('lt', 0), 'no'],
    ['an unknown price is', price('ge', 1e308), 'yes'],
    ['an unknown price that is at most 5 is not', and(price('ge', 1e308), price('le', 5)), 'no'],
    ['between two whole numbers of tokens is none', and(context('gt', 7), context('lt', 8)), 'no'],
    ['between two ranks is none', and(rank('gt', 2), rank('lt', 3)), 'no'],
    ['no rank is better than the first', rank('lt', 1), 'no'],
    ['two providers at once are not', and(['provider_eq', 'a'], ['provider_eq', 'b']), 'no'],
    ['one that serves for another is', and(['provider_eq', 'a'], ['served_by_eq', 'b']), 'yes'],
    [
      'one that serves for none that is named is',
      and(['served_by_eq', 'a'], not(['provider_eq', 'a'])),
      'yes',
    ],
    ['two families at once are not', and(['family_eq', 'a'], ['family_eq', 'b']), 'no'],
    ['two tiers at once are not', and(['tier_eq', 'partner'], ['tier_eq', 'fallback']), 'no'],
    ['a tier below the lowest is, undeclared', not(['min_tier', 'fallback']), 'yes'],
    ['a flag and its opposite are not', and(['is', 'no_log'], not(['is', 'no_log'])), 'no'],
    ['a request that nobody meets is', not(['meets_req']), 'yes'],
    ['a scope that does not match is', and(not(['scope_matches']), ['meets_req']), 'yes'],
    [
      'a context without the capability is',
      and(context('ge', 8000), not(['has_cap', 'context'])),
      'yes',
    ],
    ['the capability without a context is', and(context('lt', 1), ['has_cap', 'context']), 'yes'],
    [
      'an open breaker at a disabled provider is',
      and(['is', 'breaker_open'], ['is', 'disabled']),
      'yes',
    ],
  ])('%s', (_, pred, kind) => {
    const answer = satisfiable(pred, options)
    expect(answer.kind).toBe(kind)
    if ('witness' in answer && answer.witness !== undefined) {
      expect(accepts(pred, answer.witness)).toBe(true)
    }
    expect('witness' in answer).toBe(kind === 'yes')
  })
})

/** The double that follows 1. */
const AFTER_ONE = 1 + Number.EPSILON

describe('tautology', () => {
  test.each<[fact: string, pred: Term, kind: 'yes' | 'no']>([
    [
      'a comparison or its opposite always holds',
      or(quality('lt', 0.7), quality('ge', 0.7)),
      'yes',
    ],
    ['a share is always at least 0, absent or not', success('ge', 0), 'yes'],
    ['a share is always at most 1', success('le', 1), 'yes'],
    ['a quality is not, as it may be unknown', quality('ge', 0), 'no'],
    ['a price may be unknown', price('lt', 1e308), 'no'],
    ['a context of at least 0 is always there', context('ge', 0), 'yes'],
    ['a provider is one of two or another', or(['provider_eq', 'a'], ['provider_eq', 'b']), 'no'],
    [
      'every tier is the lowest or a higher one, but for an undeclared',
      ['min_tier', 'fallback'],
      'no',
    ],
    ['an unknown speed reads 0', or(['cmp', 'tok_s', 'gt', 0], ['cmp', 'tok_s', 'eq', 0]), 'yes'],
  ])('%s', (_, pred, kind) => {
    expect(tautology(pred, options).kind).toBe(kind)
  })

  test('fails with a candidate of which the filter does not hold', () => {
    expect(tautology(price('lt', 1e308), options)).toMatchObject({
      kind: 'no',
      witness: { candidate: { cid: 'provider/model' } },
    })
    const answer = tautology(price('lt', 1e308), options)
    const candidate = answer.kind === 'no' ? answer.witness?.candidate : undefined
    // Nobody knows the price: that is likelier than one beyond all figures.
    expect(candidate?.price_out).toBeUndefined()
  })
})

describe('two filters', () => {
  test.each<[fact: string, a: Term, b: Term, relation: string]>([
    ['a higher bound is narrower', quality('ge', 0.8), quality('ge', 0.7), 'narrower'],
    ['a bound with its value is wider', quality('ge', 0.7), quality('gt', 0.7), 'wider'],
    ['three ranks are fewer than four', rank('lt', 4), rank('le', 3), 'equivalent'],
    ['bounds between two tokens are one', context('gt', 7999), context('ge', 7999.5), 'equivalent'],
    [
      'bounds on different fields are incomparable',
      quality('ge', 0.7),
      price('le', 5),
      'incomparable',
    ],
    [
      'a bound beyond the domain is no bound',
      and(quality('le', 2), quality('ge', 0)),
      quality('ge', 0),
      'equivalent',
    ],
    [
      'the guard of an infinite default is implied by any bound',
      price('le', 5),
      and(price('le', 5), price('lt', 1e308)),
      'equivalent',
    ],
    ['but not by its opposite', price('gt', 5), and(price('gt', 5), price('lt', 1e308)), 'wider'],
    [
      'the lowest tiers add up',
      ['min_tier', 'marketplace'],
      or(['tier_eq', 'marketplace'], ['tier_eq', 'partner']),
      'equivalent',
    ],
    [
      'one branch within another adds nothing',
      or(quality('ge', 0.7), quality('ge', 0.8)),
      quality('ge', 0.7),
      'equivalent',
    ],
    [
      'a part of a list is narrower',
      ['provider_eq', 'a'],
      or(['provider_eq', 'a'], ['provider_eq', 'b']),
      'narrower',
    ],
  ])('%s', (_, a, b, relation) => {
    const { relation: found, onlyInA, onlyInB } = compareFilters(a, b, options)
    expect(found).toBe(relation)
    const within = implies(a, b, options).kind
    expect(within).toBe(relation === 'equivalent' || relation === 'narrower' ? 'yes' : 'no')
    expect(equivalent(a, b, options).kind).toBe(relation === 'equivalent' ? 'yes' : 'no')
    if (onlyInA !== undefined)
      expect([accepts(a, onlyInA), accepts(b, onlyInA)]).toEqual([true, false])
    if (onlyInB !== undefined)
      expect([accepts(a, onlyInB), accepts(b, onlyInB)]).toEqual([false, true])
  })

  test('are disjoint when they exclude each other, else there is a candidate of both', () => {
    expect(disjoint(quality('lt', 0.5), quality('ge', 0.5), options)).toEqual({ kind: 'yes' })
    expect(disjoint(quality('le', 0.5), quality('ge', 0.5), options)).toMatchObject({
      kind: 'no',
      witness: { candidate: { quality: 0.5 } },
    })
  })

  test('a counterexample says no more than it has to', () => {
    expect(implies(quality('ge', 0.7), price('le', 5), options)).toEqual({
      kind: 'no',
      witness: {
        candidate: {
          cid: 'provider/model',
          provider_id: 'provider',
          model_family: 'model',
          price_out: 8,
          quality: 0.8,
        },
        context: { vocabulary },
      },
    })
  })

  test('a witness is called as nothing in the catalog is, since it is made up', () => {
    const pred = and(not(['provider_eq', 'anthropic']), ['cmp', 'context', 'ge', 128000])
    const answer = satisfiable(pred, { vocabulary: FILTER_VOCABULARY })
    expect(answer).toMatchObject({
      witness: { candidate: { cid: 'provider/model', capabilities: { context: 200000 } } },
    })
  })
})

describe('a policy and the envelope of a host', () => {
  const policy = (filter: Term): Term => [
    'policy',
    filter,
    ['zero'],
    ['argmax'],
    ['id'],
    ['always', { action: 'abort' }],
  ]
  const envelope = and(price('le', 10), ['is', 'no_log'])

  test.each<[fact: string, filter: Term, kind: 'yes' | 'no']>([
    ['narrower', and(price('le', 5), ['is', 'no_log'], quality('ge', 0.5)), 'yes'],
    ['just as wide', envelope, 'yes'],
    ['silent on one demand', price('le', 5), 'no'],
    ['wider in a bound', and(price('le', 20), ['is', 'no_log']), 'no'],
    ['that nobody passes', ['bot'], 'yes'],
  ])('one that is %s', (_, filter, kind) => {
    const answer = liesWithin(policy(filter), envelope, options)
    expect(answer.kind).toBe(kind)
    if (answer.kind !== 'no' || answer.witness === undefined) return
    expect(accepts(filter, answer.witness)).toBe(true)
    expect(accepts(envelope, answer.witness)).toBe(false)
  })

  test('only a policy has a filter', () => {
    expect(() => liesWithin(['top'], ['top'], options)).toThrow('not a policy')
  })
})
