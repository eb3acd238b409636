import { describe, expect, test } from 'vitest'
import { admit } from '../../src/ir/admit.ts'
import { CALLER_LIMITS } from '../../src/ir/limits.ts'
import { CORE_VOCABULARY, vocabularyOf } from '../../src/ir/vocabulary.ts'

const POLICY = ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]]

/** Why the value is refused: code, path and message in one line, or `admitted`. */
function check(value: unknown): string {
  const outcome = admit(value, CORE_VOCABULARY, CALLER_LIMITS)
  if (outcome.ok) return 'admitted'
  const { code, path, message } = outcome.error
  return `${code} ${path}: ${message}`
}

describe('a refusal says where, what was expected and what was found', () => {
  const term = 'expected a term, an array that begins with the name of an operation'
  const refusals: readonly (readonly [value: unknown, report: string])[] = [
    [null, `UH8001 $: ${term}, found null`],
    [undefined, `UH8001 $: ${term}, found nothing`],
    ['top', `UH8001 $: ${term}, found the text \`top\``],
    [[], `UH8001 $: ${term}, found an empty array`],
    [[5], `UH8001 $: ${term}, found an array that begins with the number 5`],
    [[['top']], `UH8001 $: ${term}, found an array that begins with an array`],
    [{ op: 'top' }, `UH8001 $: ${term}, found an object`],
    [['not', null], `UH8001 $.not[1]: ${term}, found null`],
    [['not', 'top'], `UH8001 $.not[1]: ${term}, found the text \`top\``],
    [['prefr'], 'UH8002 $: unknown op `prefr`; the nearest is `prefer`'],
    [['and', ['top'], ['nto', ['top']]], 'UH8002 $.and[2]: unknown op `nto`; the nearest is `not`'],
    [['__proto__'], 'UH8002 $: unknown op `__proto__`'],
    [['constructor'], 'UH8002 $: unknown op `constructor`'],
    [['not'], 'UH8003 $: `not` takes 1 argument (a predicate), found none'],
    [['top', 1], 'UH8003 $: `top` takes no arguments, found 1'],
    [['and'], 'UH8003 $: `and` takes at least 1 argument, found none'],
    [
      ['cmp', 'price_in', 'le'],
      'UH8003 $: `cmp` takes 3 arguments (a numeric field, a relation, a number), found 2',
    ],
    [['and', ['zero']], 'UH8004 $.and[1]: expected a predicate, found `zero`, a scorer'],
    [
      ['top_k', 2, ['scale', 1, ['zero']]],
      'UH8004 $.top_k[2]: expected a selector, found `scale`, a scorer',
    ],
    [['lit', '1'], 'UH8006 $.lit[1]: expected a finite number, found the text `1`'],
    [['lit', true], 'UH8006 $.lit[1]: expected a finite number, found true'],
    [['lit', null], 'UH8006 $.lit[1]: expected a finite number, found null'],
    [['lit', Number.NaN], 'UH8006 $.lit[1]: expected a finite number, found NaN'],
    [
      ['lit', Number.POSITIVE_INFINITY],
      'UH8006 $.lit[1]: expected a finite number, found an infinite number',
    ],
    [['lit', 5n], 'UH8006 $.lit[1]: expected a finite number, found a bigint'],
    [
      ['top_k', 1.5, ['argmax']],
      'UH8007 $.top_k[1]: expected a whole number of at least 1, found the number 1.5',
    ],
    [
      ['top_k', 0, ['argmax']],
      'UH8007 $.top_k[1]: expected a whole number of at least 1, found the number 0',
    ],
    [
      ['cmp', 'price_in', '<=', 1],
      'UH8008 $.cmp[2]: `<=` is not one of lt le eq ne ge gt; the nearest is `le`',
    ],
    [
      ['cmp', 'price_in', 'lte', 1],
      'UH8008 $.cmp[2]: `lte` is not one of lt le eq ne ge gt; the nearest is `le`',
    ],
    [
      ['cmp', 'price_in', 4, 1],
      'UH8008 $.cmp[2]: expected one of lt le eq ne ge gt, found the number 4',
    ],
    [
      ['cmp', 'price_im', 'le', 1],
      'UH8009 $.cmp[1]: `price_im` is not a declared field; the nearest is `price_in`',
    ],
    [['field', 'toString'], 'UH8009 $.field[1]: `toString` is not a declared field'],
    [['field', 5], 'UH8012 $.field[1]: expected a text, found the number 5'],
    [
      ['cmp', 'has_tee', 'le', 1],
      'UH8010 $.cmp[1]: `has_tee` is a yes-or-no field, expected a numeric field',
    ],
    [
      ['is', 'price_in'],
      'UH8010 $.is[1]: `price_in` is a numeric field, expected a yes-or-no field',
    ],
    [
      ['min_tier', 'partners'],
      'UH8011 $.min_tier[1]: `partners` is not one of the tiers `fallback` `marketplace` `partner`; the nearest is `partner`',
    ],
    [
      ['tier_eq', 'constructor'],
      'UH8011 $.tier_eq[1]: `constructor` is not one of the tiers `fallback` `marketplace` `partner`',
    ],
    [['has_cap', 1], 'UH8012 $.has_cap[1]: expected a text, found the number 1'],
    [
      ['set_param', 'x', [1]],
      'UH8012 $.set_param[2]: expected a number, a text or true or false, found an array',
    ],
    [
      ['set_param', 'x', null],
      'UH8012 $.set_param[2]: expected a number, a text or true or false, found null',
    ],
    [
      ['family_eq', 'a\ud800b'],
      'UH8013 $.family_eq[1]: `a\\u{d800}b` holds half of a surrogate pair, which has no UTF-8 form',
    ],
    [
      ['always', []],
      'UH8014 $.always[1]: expected a record with an `action`, found an empty array',
    ],
    [['always', null], 'UH8014 $.always[1]: expected a record with an `action`, found null'],
    [['always', {}], 'UH8014 $.always[1]: expected a record with an `action`, found one without'],
    [
      ['always', { action: 'next' }],
      'UH8015 $.always[1].action: `next` is not one of retry_same next_candidate next_provider_same_model disable_provider abort; the nearest is `next_candidate`',
    ],
    [
      ['always', { action: 'next_candidat' }],
      'UH8015 $.always[1].action: `next_candidat` is not one of retry_same next_candidate next_provider_same_model disable_provider abort; the nearest is `next_candidate`',
    ],
    [
      ['always', { action: 'abort', then_action: null }],
      'UH8015 $.always[1].then_action: expected one of retry_same next_candidate next_provider_same_model disable_provider abort, found null',
    ],
    [
      ['always', { action: 'abort', 'cool down': '30s' }],
      'UH8006 $.always[1]["cool down"]: expected a finite number, found the text `30s`',
    ],
    [
      ['override', ['always', { action: 'abort' }], 'timeout', { action: 'abort', attempts: null }],
      'UH8006 $.override[3].attempts: expected a finite number, found null',
    ],
    [
      ['always', { action: 'retry_same', backoff_ms: { 1: 200 } }],
      'UH8006 $.always[1].backoff_ms: expected a number or an array of numbers, found an object',
    ],
    [
      ['always', { action: 'retry_same', backoff_ms: [200, '600'] }],
      'UH8006 $.always[1].backoff_ms[2]: expected a finite number, found the text `600`',
    ],
    [['filter_text', {}], 'UH8016 $.filter_text[1]: expected an array of steps, found an object'],
    [
      ['filter_text', ['NFKC', 5]],
      'UH8016 $.filter_text[1][2]: expected a text or a record of numbers, found the number 5',
    ],
    [
      ['filter_text', [[1]]],
      'UH8016 $.filter_text[1][1]: expected a text or a record of numbers, found an array',
    ],
    [
      ['filter_image', [{ a: {} }]],
      'UH8006 $.filter_image[1][1].a: expected a finite number, found an object',
    ],
    [['chain', {}], 'UH8017 $.chain[1]: expected an array of candidates, found an object'],
    [
      ['chain', ['openai/gpt-5-nano']],
      'UH8017 $.chain[1][1]: expected a record with a `provider` and a `model`, found the text `openai/gpt-5-nano`',
    ],
    [
      ['chain', [{ provider: 'p' }]],
      'UH8017 $.chain[1][1]: expected a record with a `provider` and a `model`, found one without `model`',
    ],
    [
      ['chain', [{ provider: 'p', modle: 'm' }]],
      'UH8017 $.chain[1][1].modle: `modle` is not a key of a chain entry; the nearest is `model`',
    ],
    [
      ['chain', [{ provider: 'p', model: 5 }]],
      'UH8012 $.chain[1][1].model: expected a text, found the number 5',
    ],
    [
      ['policy', ['ev_zero'], ...POLICY.slice(1)],
      'UH8003 $: `policy` takes 5 arguments (a predicate, a scorer, a selector, a transform, a failure plan), found 6',
    ],
    [
      ['policy', ['and', ['top'], ['cmp', 'prce_in', 'le', 1]], ...POLICY.slice(2)],
      'UH8009 $.policy[1].and[2].cmp[1]: `prce_in` is not a declared field; the nearest is `price_in`',
    ],
  ]
  test.each(refusals.map(([value, report]) => [report, value]))('%s', (report, value) => {
    expect(check(value)).toBe(report)
  })
})

describe('the first fault in the order of admission is the answer', () => {
  test.each<[string, unknown, string]>([
    ['the operation before the number of its arguments', ['nope', 1, 2], 'UH8002'],
    ['the number of arguments before the arguments', ['not', 5, 5], 'UH8003'],
    ['the left argument before the right', ['cmp', 'nope', 'nope', 'nope'], 'UH8009'],
    ['what is inside an argument before its sort', ['and', ['add', ['nope']]], 'UH8002'],
  ])('%s', (_, value, code) => {
    expect(check(value)).toMatch(code)
  })
})

describe('size', () => {
  const nested = (levels: number): unknown =>
    Array.from({ length: levels - 1 }).reduce((inner) => ['not', inner], ['top'])

  test('64 levels are admitted', () => {
    expect(check(nested(64))).toBe('admitted')
  })

  test('the 65th level is refused where it stands', () => {
    const path = `$${'.not[1]'.repeat(64)}`
    expect(check(nested(65))).toBe(`UH8005 ${path}: a term may have at most 64 levels`)
  })

  test('a hundred thousand levels are refused as quickly', () => {
    expect(check(nested(100_000))).toMatch('UH8005')
  })

  test('levels of another shape are refused before they are looked into', () => {
    let value: unknown = 'x'
    for (let i = 0; i < 100_000; i++) value = [value]
    expect(check(value)).toMatch('UH8001')
    expect(check(['filter_text', value])).toMatch('UH8016')
    expect(check(['set_param', 'x', value])).toMatch('UH8012')
    expect(check(['always', { action: value }])).toMatch('UH8015')
  })

  test('4096 operations are admitted', () => {
    expect(check(['and', ...Array.from({ length: 4095 }, () => ['top'])])).toBe('admitted')
  })

  test('the 4097th operation is refused where it stands', () => {
    const term = ['and', ...Array.from({ length: 5000 }, () => ['top'])]
    expect(check(term)).toBe('UH8005 $.and[4096]: a term may have at most 4096 operations')
  })

  test('an array of arrays that are one array is counted as often as it stands there', () => {
    let value: unknown = ['top']
    for (let i = 0; i < 20; i++) value = ['and', value, value]
    expect(check(value)).toMatch('a term may have at most 4096 operations')
  })
})

describe('what a caller may send', () => {
  const long = 'x'.repeat(257)
  test.each<[unknown, string]>([
    [
      ['family_eq', long],
      'UH8005 $.family_eq[1]: a text may have at most 256 characters, found 257',
    ],
    [
      ['filter_text', Array(65).fill('a')],
      'UH8005 $.filter_text[1]: a list or record may have at most 64 entries, found 65',
    ],
    [
      ['always', { action: 'retry_same', backoff_ms: Array(65).fill(1) }],
      'UH8005 $.always[1].backoff_ms: a list or record may have at most 64 entries, found 65',
    ],
    [
      ['filter_text', [{ [long]: 1 }]],
      `UH8005 $.filter_text[1][1]["${'x'.repeat(64)}…"]: a text may have at most 256 characters, found 257`,
    ],
  ])('is bounded: %#', (term, expected) => {
    expect(check(term)).toBe(expected)
    expect(admit(term).ok).toBe(true)
  })

  test('is admitted up to the bounds', () => {
    expect(check(['family_eq', 'x'.repeat(256)])).toBe('admitted')
    expect(check(['filter_text', Array(64).fill('a')])).toBe('admitted')
  })
})

describe('values that JSON cannot hold', () => {
  class Terms extends Array {}
  const getter = Object.defineProperty(['lit', 1], 1, { get: () => 1 })
  const throwing = Object.defineProperty({}, 'action', {
    enumerable: true,
    get() {
      throw new Error('read')
    },
  })
  const proxy = new Proxy(['top'], {
    getOwnPropertyDescriptor() {
      throw new Error('trapped')
    },
  })
  const revoked = Proxy.revocable(['top'], {})
  revoked.revoke()
  const cyclic: unknown[] = ['not']
  cyclic.push(cyclic)

  test.each<[string, unknown, string]>([
    ['a hole', Object.assign(['and', ['top']], { 3: ['top'] }), 'UH8001 $.and[2]'],
    [
      'a hole in a list',
      ['filter_text', Object.assign(['a'], { 2: 'b' })],
      'UH8016 $.filter_text[1][2]',
    ],
    [
      'an array of nothing but holes',
      ['filter_text', new Array(2 ** 32 - 1)],
      'UH8005 $.filter_text[1]',
    ],
    ['a subclass of array', Terms.from(['top']), 'UH8001 $'],
    ['an array without a prototype', Object.setPrototypeOf(['top'], null), 'UH8001 $'],
    ['something like an array', { 0: 'top', length: 1 }, 'UH8001 $'],
    ['a getter in an array', getter, 'UH8006 $.lit[1]'],
    ['a getter that throws', ['always', throwing], 'UH8015 $.always[1].action'],
    ['a proxy whose traps throw', proxy, 'UH8001 $'],
    ['a revoked proxy', revoked.proxy, 'UH8001 $'],
    ['a revoked proxy inside', ['always', revoked.proxy], 'UH8014 $.always[1]'],
    ['a term that holds itself', cyclic, 'UH8005 $'],
    ['a date', ['always', new Date(0)], 'UH8014 $.always[1]'],
    ['a map', ['always', new Map([['action', 'abort']])], 'UH8014 $.always[1]'],
    ['a boxed number', ['lit', Object(1)], 'UH8006 $.lit[1]'],
    ['a boxed text', [Object('top')], 'UH8001 $'],
    ['a function', ['lit', () => 1], 'UH8006 $.lit[1]'],
    ['a symbol', ['lit', Symbol('1')], 'UH8006 $.lit[1]'],
  ])('%s is refused', (_, value, expected) => {
    expect(check(value).slice(0, expected.length)).toBe(expected)
  })

  test('an endless list of holes is left at the first', () => {
    expect(admit(['filter_text', new Array(2 ** 32 - 1)])).toMatchObject({
      error: { path: '$.filter_text[1][1]' },
    })
  })

  test('a record from another realm is plain', () => {
    const foreign = Object.create(Object.create(null), {
      action: { value: 'abort', enumerable: true },
    })
    expect(check(['always', foreign])).toBe('admitted')
  })
})

describe('what is admitted', () => {
  test('is a copy that shares nothing with what was given', () => {
    const action = { action: 'retry_same', backoff_ms: [1, 2] }
    const given = ['always', action]
    const outcome = admit(given)
    action.backoff_ms[0] = 9
    given[0] = 'never'
    expect(outcome).toMatchObject({
      value: { sort: 'FailPlan', term: ['always', { action: 'retry_same', backoff_ms: [1, 2] }] },
    })
  })

  test('has a key named `__proto__` like any other', () => {
    const outcome = admit(JSON.parse('["always", {"action": "abort", "__proto__": 5}]'))
    expect(JSON.stringify(outcome)).toContain('{"action":"abort","__proto__":5}')
  })

  test('has 0 for -0, and an empty list for an empty record', () => {
    expect(admit(['lit', -0])).toMatchObject({ value: { term: ['lit', 0] } })
    const outcome = admit(['filter_text', [{}]])
    expect(JSON.stringify(outcome)).toContain('["filter_text",[[]]]')
  })

  test('may name a tier or a field that the vocabulary declares, whatever it is called', () => {
    const vocabulary = vocabularyOf([['__proto__', { sort: 'Num', default: 0 }]], ['constructor'])
    expect(admit(['field', '__proto__'], vocabulary).ok).toBe(true)
    expect(admit(['min_tier', 'constructor'], vocabulary).ok).toBe(true)
  })

  test('may not see a core field as something else', () => {
    const vocabulary = vocabularyOf([['price_in', { sort: 'Bool', default: true }]])
    expect(admit(['field', 'price_in'], vocabulary).ok).toBe(true)
  })
})
