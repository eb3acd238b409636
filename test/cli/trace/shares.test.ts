import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentText, sharesOf } from '../../../src/cli/trace/stats/shares.ts'
import { runs } from '../../runs.ts'

test('shares are the whole together, and none is a tenth of a percent off', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1 }), (counts) => {
      const whole = counts.reduce((sum, count) => sum + count, 0)
      const shares = sharesOf(counts)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(whole === 0 ? 0 : 1000)
      for (const [i, count] of counts.entries()) {
        if (whole > 0) expect(Math.abs((shares[i] ?? 0) - (count / whole) * 1000)).toBeLessThan(1)
      }
    }),
    runs(200),
  )
})

test.each([
  [
    [1, 1, 1],
    ['33.4%', '33.3%', '33.3%'],
  ],
  [
    [0, 0],
    ['0.0%', '0.0%'],
  ],
  [
    [3, 0],
    ['100.0%', '0.0%'],
  ],
  [[], []],
])('%j is %j', (counts, expected) => {
  expect(sharesOf(counts).map(percentText)).toEqual(expected)
})
