import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  compare,
  decimalOf,
  multiply,
  plain,
  toNumber,
  ZERO,
} from '../../src/catalog/money.ts'
import { type Cost, costOf, pricesFor } from '../../src/catalog/price.ts'
import { runs } from '../runs.ts'

function usd(cost: Cost | undefined): Record<string, string> | undefined {
  if (cost === undefined) return undefined
  const { input, output, cacheRead, cacheWrite, total } = cost
  return Object.fromEntries(
    Object.entries({ input, output, cacheRead, cacheWrite, total }).map(([name, part]) => [
      name,
      plain(part),
    ]),
  )
}

const PRICES = {
  price_in: 0.05,
  price_out: 0.4,
  price_cache_read: 0.005,
  price_cache_write: 0.0625,
}

describe('the cost of a request', () => {
  test('is the sum of its parts, to the last digit', () => {
    expect(
      usd(costOf(PRICES, { input: 4_000, output: 800, cacheRead: 123, cacheWrite: 7 })),
    ).toEqual({
      input: '0.0002',
      output: '0.00032',
      cacheRead: '0.000000615',
      cacheWrite: '0.0000004375',
      total: '0.0005210525',
    })
  })

  test('is exact where doubles are not', () => {
    // 0.1 × 3 is 0.30000000000000004 in doubles.
    expect(usd(costOf({ price_in: 0.1, price_out: 0.2 }, { input: 3, output: 3 }))?.total).toBe(
      '0.0000009',
    )
  })

  test('is not known without a price that it needs', () => {
    expect(costOf({ price_in: 1 }, { input: 1, output: 1 })).toBeUndefined()
    expect(costOf({ price_out: 1 }, { input: 1, output: 1 })).toBeUndefined()
    expect(usd(costOf({ price_in: 1 }, { input: 1, output: 0 }))?.total).toBe('0.000001')
  })

  test('of a route that is free is 0, not unknown', () => {
    expect(usd(costOf({ price_in: 0, price_out: 0 }, { input: 9, output: 9 }))?.total).toBe('0')
  })

  test('takes cached tokens at the input price where no cache price is known, and says so', () => {
    const cost = costOf(
      { price_in: 2, price_out: 0 },
      { input: 0, output: 0, cacheRead: 1_000_000, cacheWrite: 0 },
    )
    expect(usd(cost)?.cacheRead).toBe('2')
    expect(cost?.assumed).toEqual(['cacheRead'])
    expect(costOf(PRICES, { input: 0, output: 0, cacheRead: 5 })?.assumed).toEqual([])
  })

  test.each([[-1], [0.5], [Number.NaN], [Number.POSITIVE_INFINITY]])(
    'is not known of %d tokens',
    (input) => {
      expect(costOf(PRICES, { input, output: 1 })).toBeUndefined()
    },
  )
})

describe('the price of a long request', () => {
  const TIERED = {
    price_in: 1,
    price_out: 2,
    price_cache_read: 0.1,
    tiers: [
      { above: 200, price_in: 10, price_out: 20 },
      { above: 400, price_in: 100 },
    ],
  }

  test.each([
    [200, { price_in: 1, price_out: 2, price_cache_read: 0.1 }],
    [201, { price_in: 10, price_out: 20, price_cache_read: 0.1 }],
    [400, { price_in: 10, price_out: 20, price_cache_read: 0.1 }],
    [401, { price_in: 100, price_out: 20, price_cache_read: 0.1 }],
  ])('with %d tokens of input is that of its tier', (tokens, expected) => {
    expect(pricesFor(TIERED, tokens)).toEqual(expected)
  })

  test('holds for all of it, the output too', () => {
    expect(usd(costOf(TIERED, { input: 201, output: 10 }))).toMatchObject({
      input: '0.00201',
      output: '0.0002',
    })
  })

  test('counts cached input to the length', () => {
    expect(usd(costOf(TIERED, { input: 1, output: 0, cacheRead: 200 }))?.input).toBe('0.00001')
  })
})

describe('exact decimals', () => {
  const price = fc.oneof(
    fc.double({ min: 0, max: 1e6, noNaN: true }),
    fc.integer({ min: 0, max: 10 ** 9 }).map((n) => Number(`${n}e-6`)),
  )
  const tokens = fc.nat(10_000_000)

  test('print as the text that a double is written as', () => {
    fc.assert(
      fc.property(price, (value) => {
        expect(Number(plain(decimalOf(value)))).toBe(value)
        expect(toNumber(decimalOf(value))).toBe(value)
      }),
      runs(300),
    )
  })

  test.each([
    [0, '0'],
    [0.05, '0.05'],
    [1e-7, '0.0000001'],
    [5e-324, `0.${'0'.repeat(323)}5`],
    [1e21, `1${'0'.repeat(21)}`],
    [12.5, '12.5'],
    [-3.5, '-3.5'],
  ])('%d is %s', (value, text) => {
    expect(plain(decimalOf(value))).toBe(text)
  })

  test('print with as many places as are asked for, and never fewer than they have', () => {
    expect(plain(decimalOf(12), 2)).toBe('12.00')
    expect(plain(decimalOf(0.125), 2)).toBe('0.125')
    expect(plain(ZERO, 2)).toBe('0.00')
  })

  test('add up to the same in any order', () => {
    fc.assert(
      fc.property(fc.array(price, { maxLength: 8 }), (values) => {
        const sum = (list: readonly number[]) => plain(list.map(decimalOf).reduce(add, ZERO))
        expect(sum(values)).toBe(sum(values.toReversed()))
      }),
      runs(200),
    )
  })

  test('make the printed parts of a bill its printed total', () => {
    fc.assert(
      fc.property(price, price, price, tokens, tokens, tokens, (a, b, c, x, y, z) => {
        const cost = costOf(
          { price_in: a, price_out: b, price_cache_read: c },
          { input: x, output: y, cacheRead: z },
        )
        const { total, ...parts } = usd(cost) ?? {}
        const scaled = (text = '0') => {
          const [whole, fraction = ''] = text.split('.')
          return BigInt(`${whole}${fraction.padEnd(400, '0')}`)
        }
        const sum = Object.values(parts).reduce((soFar, part) => soFar + scaled(part), 0n)
        expect(sum).toBe(scaled(total))
      }),
      runs(200),
    )
  })

  test('compare by value, not by form', () => {
    expect(compare({ digits: 10n, exponent: -1 }, { digits: 1n, exponent: 0 })).toBe(0)
    expect(compare(decimalOf(0.1), decimalOf(0.11))).toBeLessThan(0)
    expect(plain(multiply(decimalOf(0.1), decimalOf(0.2)))).toBe('0.02')
  })
})
