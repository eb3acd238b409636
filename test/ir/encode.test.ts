import { describe, expect, test } from 'vitest'
import { cacheKey } from '../../src/ir/cache-key.ts'
import { compose } from '../../src/ir/compose.ts'
import { encode } from '../../src/ir/encode.ts'
import { fingerprint } from '../../src/ir/fingerprint.ts'
import type { Term } from '../../src/ir/term.ts'

describe('an encoding', () => {
  test.each<[string, Term, string]>([
    ['names an operation without arguments alone', ['top'], '(top)'],
    ['separates by single spaces', ['cmp', 'price_out', 'le', 25], '(cmp "price_out" "le" 25)'],
    ['nests', ['not', ['not', ['top']]], '(not (not (top)))'],
    ['escapes five characters', ['family_eq', '\\"\n\r\t'], '(family_eq "\\\\\\"\\n\\r\\t")'],
    ['escapes nothing else', ['family_eq', '\0\x7f/\u2028é😀'], '(family_eq "\0\x7f/\u2028é😀")'],
    ['writes booleans bare', ['set_param', 'x', false], '(set_param "x" false)'],
    [
      'writes lists and records without spaces',
      ['filter_text', ['a', { p: 0.5, n: 1 }]],
      '(filter_text ["a",{"n":1,"p":0.5}])',
    ],
    [
      'sorts keys by bytes',
      ['always', { '😀': 1, '～': 2, é: 3, z: 4, action: 'abort', Z: 5 }],
      '(always {"Z":5,"action":"abort","z":4,"é":3,"～":2,"😀":1})',
    ],
    [
      'escapes keys',
      ['always', { action: 'abort', 'a"b': 1 }],
      '(always {"a\\"b":1,"action":"abort"})',
    ],
    ['writes an empty record as an empty list', ['filter_text', [{}, []]], '(filter_text [[],[]])'],
  ])('%s', (_, term, text) => {
    expect(encode(term)).toBe(`sigma-pol/v2:${text}`)
  })

  test('of something that is no term is a bug', () => {
    expect(() => encode(['constructor'])).toThrow('not an operation: constructor')
  })
})

describe('the identity', () => {
  test('is the hash of the bytes of the encoding', () => {
    expect(fingerprint(['top'])).toBe(
      'sha256:29423345af6837918884eb1f831b413dbc088af5d8c7bcd17e16b7c5b5ce3a53',
    )
  })

  test('has a short key beside it, over bytes and not over UTF-16', () => {
    expect(cacheKey(['top'])).toBe('490185753-1329946646')
    expect(cacheKey(['family_eq', 'é'])).not.toBe(cacheKey(['family_eq', 'é'.normalize('NFD')]))
  })
})

describe('an envelope', () => {
  const policy: Term = [
    'policy',
    ['top'],
    ['zero'],
    ['argmax'],
    ['id'],
    ['always', { action: 'abort' }],
  ]

  test('is and-ed to the filter, in normal form', () => {
    expect(encode(compose(policy, ['not', ['is', 'disabled']]))).toBe(
      'sigma-pol/v2:(policy (not (is "disabled")) (zero) (argmax) (id) (always {"action":"abort"}))',
    )
  })

  test('that the policy repeats is there twice', () => {
    const narrow = compose(policy, ['meets_req'])
    expect(compose(narrow, ['meets_req'])[1]).toEqual(['and', ['meets_req'], ['meets_req']])
  })

  test('of something else than a policy is a bug', () => {
    expect(() => compose(['top'], ['top'])).toThrow('not a policy: top')
  })
})
