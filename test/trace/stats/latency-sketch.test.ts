import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addLatency,
  LATENCY_ERROR,
  mergeLatency,
  newLatencySketch,
  percentile,
} from '../../../src/trace/stats/latency-sketch.ts'
import { runs } from '../../runs.ts'

function sketchOf(times: readonly number[]) {
  const sketch = newLatencySketch()
  for (const ms of times) addLatency(sketch, ms)
  return sketch
}

const times = fc.array(
  fc.oneof(
    fc.double({ min: 0.001, max: 1e9, noNaN: true }),
    fc.nat(100_000).map((ms) => ms + 1),
  ),
  { minLength: 1, maxLength: 300 },
)

test('a percentile is never further off than is said', () => {
  fc.assert(
    fc.property(times, fc.constantFrom(0.5, 0.9, 0.99, 1), (drawn, share) => {
      const exact = drawn.toSorted((a, b) => a - b)[Math.ceil(share * drawn.length) - 1] ?? 0
      const found = percentile(sketchOf(drawn), share) ?? 0
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * LATENCY_ERROR)
    }),
    runs(300),
  )
})

test('sketches of parts, merged, are the sketch of all', () => {
  fc.assert(
    fc.property(times, times, (one, other) => {
      const merged = sketchOf(other)
      mergeLatency(merged, sketchOf(one))
      expect(merged).toEqual(sketchOf([...one, ...other]))
    }),
    runs(100),
  )
})

test.each([
  ['nothing', [], undefined],
  ['one time, exactly', [1234.5], 1234.5],
  ['no time at all', [0, 0], 2 ** -10],
  ['what is no time', [-1, Number.NaN, Number.POSITIVE_INFINITY], undefined],
])('of %s', (_, drawn, median) => {
  expect(percentile(sketchOf(drawn), 0.5)).toBe(median)
})

test('its size does not grow with what is added', () => {
  const sketch = newLatencySketch()
  for (let i = 0; i < 100_000; i++) addLatency(sketch, (i * 7919) % 60_000)
  expect(sketch.buckets.size).toBeLessThan(1300)
})
