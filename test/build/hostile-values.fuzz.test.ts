import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { any, priceOut, provider, quality } from '../../src/builder/index.ts'
import { policySet } from '../../src/compile/index.ts'
import { admit, fingerprint, normalize } from '../../src/ir/index.ts'
import { runs } from '../runs.ts'
import { analysed, type Built, builtModule } from './built.ts'

const TEXT = `
policy named(who: text, user: text = "x") =
  any where provider is who and quality >= 0.5 set user = user
policy capped(cap: price in $0.1/Mtok..$40/Mtok) = any where price_out <= cap
policy free(cap: price, floor: ratio = 0.5) = any where price_out <= cap and quality >= floor
policy counted(n: count in 1..9, in_tokens: tokens = 4k) =
  cheapest for in_tokens in, 800 out take n fallback next on server_error retry n after 100ms then next
policy tiered(at: text) = any where tier is at
policy regional(region: text) = any where region is "eu" and no_log or region is not "eu" and quality > 0.5
policy inside(own: price in $1/Mtok..$30/Mtok) extends capped(cap: 2 * own)
policy ends(low: number, high: number) = any limit temperature to low..high
policy crossed(a: price = $1/Mtok, b: price = $2/Mtok) = any where price_in <= match side { l: a, r: b } and a < b
`.replace(/policy crossed\(/, 'policy crossed(side: l | r = l, ')

const set = policySet(analysed(TEXT))
let built: Built

beforeAll(async () => {
  built = await builtModule(TEXT)
})

type Params = Readonly<Record<string, unknown>>

function ofText(name: string, params: Params): unknown {
  const { value } = set.compile(name, params)
  return value === undefined
    ? 'refused'
    : { bytes: JSON.stringify(value.policy_ir), fingerprint: value.fingerprint }
}

function ofModule(name: string, params: Params): unknown {
  try {
    const made = built[name]?.(params)
    return { bytes: JSON.stringify(made?.policy_ir), fingerprint: made?.fingerprint }
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return 'refused'
    throw error
  }
}

const HOSTILE = [
  ...['', '"', "'", '`', '\\', '\n\r\t\0', '$', '*/', '</script>', '"] ["top', ') (top', '{}'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'é',
    '\u{1F600}',
    '\u2028',
    '\u202e',
    'eu',
    'partner',
  ],
  ...['\uD800', '\uDC00x', 'x'.repeat(5000), '\u{10FFFF}0-0'],
]

const textArbitrary = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
)

const NUMBERS = [
  ...[0.1 + 0.2, 1e21, -0, 0, 1, -1, 2, 0.5, 1e308, Number.MAX_VALUE, Number.MIN_VALUE, 5e-7, 1e-7],
  ...[
    0.1,
    40,
    40.00000000000001,
    0.09999999999999999,
    1e6,
    999_999,
    1_000_001,
    2 ** 53,
    15,
    20,
    30,
  ],
]

const numberArbitrary = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.integer({ min: -2, max: 12 }),
  fc.double({ min: 0, max: 50, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

const paramsArbitrary = fc.oneof(
  fc.record({
    name: fc.constant('named'),
    params: fc.record({ who: textArbitrary, user: textArbitrary }),
  }),
  fc.record({ name: fc.constant('tiered'), params: fc.record({ at: textArbitrary }) }),
  fc.record({ name: fc.constant('regional'), params: fc.record({ region: textArbitrary }) }),
  fc.record({ name: fc.constant('capped'), params: fc.record({ cap: numberArbitrary }) }),
  fc.record({ name: fc.constant('inside'), params: fc.record({ own: numberArbitrary }) }),
  fc.record({
    name: fc.constant('free'),
    params: fc.record({ cap: numberArbitrary, floor: numberArbitrary }),
  }),
  fc.record({
    name: fc.constant('counted'),
    params: fc.record({ n: numberArbitrary, in_tokens: numberArbitrary }),
  }),
  fc.record({
    name: fc.constant('ends'),
    params: fc.record({ low: numberArbitrary, high: numberArbitrary }),
  }),
  fc.record({
    name: fc.constant('crossed'),
    params: fc.record({ a: numberArbitrary, b: numberArbitrary, side: fc.constantFrom('l', 'r') }),
  }),
)

describe('whatever the values', () => {
  test('the module makes the bytes of the text, or refuses as it does', () => {
    fc.assert(
      fc.property(paramsArbitrary, ({ name, params }) => {
        expect(ofModule(name, params)).toEqual(ofText(name, params))
      }),
      runs(3000),
    )
  })

  test('what the module makes is admitted, in normal form, and called what it is called', () => {
    fc.assert(
      fc.property(paramsArbitrary, ({ name, params }) => {
        const found = ofModule(name, params)
        if (found === 'refused') return
        const { policy_ir, fingerprint: identity } = built[name]?.(params) ?? {}
        const admitted = admit(policy_ir)
        if (!admitted.ok) throw new Error(admitted.error.message)
        expect(JSON.stringify(normalize(admitted.value.term))).toBe(JSON.stringify(policy_ir))
        expect(fingerprint(admitted.value.term)).toBe(identity)
      }),
      runs(1000),
    )
  })

  test('a builder makes the bytes of the text', () => {
    fc.assert(
      fc.property(textArbitrary, textArbitrary, (who, user) => {
        const expected = ofText('named', { who, user })
        const make = () =>
          any().where(provider.is(who), quality.atLeast(0.5)).set('user', user).build()
        if (expected === 'refused') return void expect(make).toThrow()
        const { policy_ir, fingerprint: identity } = make()
        expect({ bytes: JSON.stringify(policy_ir), fingerprint: identity }).toEqual(expected)
      }),
      runs(150),
    )
    fc.assert(
      fc.property(numberArbitrary, (cap) => {
        const expected = ofText('free', { cap })
        const make = () => any().where(priceOut.atMost(cap), quality.atLeast(0.5)).build()
        if (expected === 'refused') return void expect(make).toThrow()
        const { policy_ir, fingerprint: identity } = make()
        expect({ bytes: JSON.stringify(policy_ir), fingerprint: identity }).toEqual(expected)
      }),
      runs(150),
    )
  })
})

// biome-ignore format: table
test.each<readonly [string, unknown, typeof RangeError, string]>([
  ['capped', { cap: 41 }, RangeError, '`cap` of `capped` lies between 0.1 and 40 ($0.1/Mtok..$40/Mtok), and 41 does not'],
  ['capped', { cap: Number.NaN }, TypeError, '`cap` of `capped` is a number (USD per million tokens), not NaN'],
  ['capped', { cap: Number.POSITIVE_INFINITY }, TypeError, 'not Infinity'],
  ['capped', { cap: '5' }, TypeError, 'not the text "5"'],
  ['capped', {}, TypeError, '`cap` of `capped` has no value, and no default'],
  ['capped', { cap: 5, __proto__: { other: 1 } }, TypeError, 'no error'],
  ['capped', { cap: 5, constructor: 1 }, TypeError, '`capped` has no parameter the text "constructor": its parameters are `cap`'],
  ['capped', JSON.parse('{ "cap": 5, "__proto__": 1 }'), TypeError, 'has no parameter the text "__proto__"'],
  ['capped', null, TypeError, 'as an object, not null'],
  ['capped', [5], TypeError, 'as an object, not an array'],
  ['counted', { n: 1.5 }, RangeError, '`n` of `counted` is a whole number of 0 or more, not 1.5'],
  ['counted', { n: 2, in_tokens: -1 }, RangeError, '`in_tokens` of `counted` is -1, but a count of tokens is at least 0'],
  ['free', { cap: 1, floor: 2 }, RangeError, '`floor` of `free` is 2, but `quality` lies between 0 and 1'],
  ['inside', { own: 25 }, RangeError, 'what follows from `own` of `inside` is 50, but the range of `cap` lies between 0.1 and 40'],
  ['tiered', { at: 'gold' }, RangeError, '`at` of `tiered` is one of `fallback`, `marketplace`, `partner`, not "gold"'],
  ['named', { who: '\uD800' }, TypeError, 'holds half a character'],
  ['crossed', { side: 'x' }, TypeError, '`side` of `crossed` is one of `l`, `r`, not the text "x"'],
  ['ends', { low: 2, high: 1 }, RangeError, '`ends`: nothing lies between 2 and 1'],
])('%s(%j) is refused, if it is, in a sentence', (name, params, kind, said) => {
  // A caller without types may give anything.
  const call = () => built[name]?.(params as object)
  if (said === 'no error') return void expect(call).not.toThrow()
  expect(call).toThrow(kind)
  expect(call).toThrow(said)
})

test('what a module hands out cannot be changed, and leaves the fingerprint out of a body', () => {
  const made = built.capped?.({ cap: 5 })
  expect(Object.isFrozen(made) && Object.isFrozen(made?.policy_ir)).toBe(true)
  expect(Object.keys({ ...made })).toEqual(['policy_ir'])
  expect(built.capped?.({ cap: 5 })).toBe(made)
})
