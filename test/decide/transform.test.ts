import { describe, expect, test } from 'vitest'
import type { Context, RequestParams } from '../../src/decide/context.ts'
import { applyTransforms, customsOf } from '../../src/decide/transform.ts'
import type { Term } from '../../src/ir/term.ts'

const CANDIDATE = { cid: 'p/m', provider_id: 'p', model_family: 'm', tier: 'partner' }

function applied(xform: Term, request: RequestParams, context: Context = {}): unknown {
  const outcome = applyTransforms(xform, { request, candidate: CANDIDATE }, context)
  return outcome.ok ? outcome.value : outcome.error
}

describe('a transform', () => {
  test.each<[string, Term, RequestParams, RequestParams]>([
    ['sets', ['set_param', 'a', 1], { b: 2 }, { a: 1, b: 2 }],
    ['replaces', ['set_param', 'a', false], { a: 2 }, { a: false }],
    ['sets the seed of the request', ['set_param', 'a', 'from_ctx'], {}, { a: 7 }],
    ['clamps from below', ['clamp_param', 'a', 1, 2], { a: 0 }, { a: 1 }],
    ['clamps from above', ['clamp_param', 'a', 1, 2], { a: 3 }, { a: 2 }],
    ['leaves a text unclamped', ['clamp_param', 'a', 1, 2], { a: '3' }, { a: '3' }],
    ['leaves an absent one absent', ['clamp_param', 'toString', 1, 2], {}, {}],
    [
      'applies where a predicate holds',
      ['when', ['tier_eq', 'partner'], ['set_param', 'a', 1]],
      {},
      { a: 1 },
    ],
    ['rests where it does not', ['when', ['tier_eq', 'fallback'], ['set_param', 'a', 1]], {}, {}],
    [
      'adds its filter to those that came in',
      ['filter_text', ['NFKC']],
      { _filters: { image: { recipe: ['x'] }, text: { recipe: ['y'] } } },
      { _filters: { image: { recipe: ['x'] }, text: { recipe: ['NFKC'], seed: 7 } } },
    ],
  ])('%s', (_, xform, request, expected) => {
    expect(applied(xform, request, { seed: 7 })).toEqual(expected)
  })

  test('sets a parameter called `__proto__` as an own member', () => {
    const request = applied(['set_param', '__proto__', 1], { a: 1 })
    expect(JSON.stringify(request)).toBe('{"a":1,"__proto__":1}')
  })

  test('moves two parameters by streams of their own', () => {
    const seq: Term = ['seq', ['jitter', 'a', 1], ['jitter', 'b', 1]]
    const both = applied(seq, { a: 0, b: 0 }, { seed: 7 }) as { a: number; b: number }
    expect(both.a).not.toBe(both.b)
    expect(applied(['jitter', 'b', 1], { b: 0 }, { seed: 7 })).toEqual({ b: both.b })
    for (const move of [both.a, both.b]) expect(Math.abs(move)).toBeLessThan(1)
  })

  test('leaves the request that came in as it was', () => {
    const request = Object.freeze({ a: 1, _filters: Object.freeze({}) })
    const seq: Term = ['seq', ['set_param', 'a', 2], ['inject_seed', 'a'], ['filter_image', []]]
    expect(applied(seq, request)).toEqual({ _filters: { image: { recipe: [] } } })
    expect(request).toEqual({ a: 1, _filters: {} })
  })
})

describe('a custom transform', () => {
  const customs = new Map([['mark', (request: RequestParams) => ({ ...request, marked: true })]])

  test('is the one registered under the name', () => {
    expect(applied(['custom', 'mark'], { a: 1 }, { customs })).toEqual({ a: 1, marked: true })
  })

  test('that nobody registered stops the request, wherever it stands', () => {
    const seq: Term = ['seq', ['custom', 'mark'], ['when', ['bot'], ['custom', 'redact']]]
    expect(applied(seq, {}, { customs })).toEqual({ custom: 'redact' })
    expect(applied(['custom', 'mark'], {})).toEqual({ custom: 'mark' })
  })

  test('can be known beforehand', () => {
    const xform: Term = [
      'seq',
      ['custom', 'a'],
      ['when', ['top'], ['seq', ['id'], ['custom', 'b']]],
    ]
    const policy: Term = [
      'policy',
      ['top'],
      ['zero'],
      ['argmax'],
      xform,
      ['always', { action: 'abort' }],
    ]
    expect(customsOf(policy)).toEqual(['a', 'b'])
    expect(customsOf(['set_param', 'custom', 'a'])).toEqual([])
  })
})
