import { describe, expect, test } from 'vitest'
import type { Term } from '../../src/ir/index.ts'
import { normal, slot } from './compiled.ts'

const IN: Term = ['field', 'price_in']
const OUT: Term = ['field', 'price_out']
const QUALITY: Term = ['field', 'quality']
const KNOWN_IN: Term = ['cmp', 'price_in', 'lt', 1e308]
const KNOWN_OUT: Term = ['cmp', 'price_out', 'lt', 1e308]
const KNOWN_QUALITY: Term = ['cmp', 'quality', 'ge', 0]
const NONE: Term = ['top']

// biome-ignore format: table
const RANKINGS: readonly (readonly [clause: string, score: Term, guards: Term])[] = [
  ['cheapest', ['scale', -1, ['add', ['scale', 0.75, IN], ['scale', 0.25, OUT]]], ['and', KNOWN_IN, KNOWN_OUT]],
  ['cheapest for 4k in, 800 out', ['scale', -1, ['add', ['scale', 0.004, IN], ['scale', 0.0008, OUT]]], ['and', KNOWN_IN, KNOWN_OUT]],
  ['cheapest for 128Ki in, 1 out', ['scale', -1, ['add', ['scale', 0.131072, IN], ['scale', 0.000001, OUT]]], ['and', KNOWN_IN, KNOWN_OUT]],
  ['cheapest for 1M in, 0 out', ['scale', -1, IN], KNOWN_IN],
  ['fastest', ['scale', -1, ['clamp', 0, 600_000, ['field', 'latency_ms']]], NONE],
  ['best', QUALITY, KNOWN_QUALITY],
  ['best by quality.coding', ['field', 'quality.coding'], ['cmp', 'quality.coding', 'ge', 0]],
  ['best by success_rate', ['field', 'success_rate'], NONE],
  ['any', ['zero'], NONE],
  ['rank by quality', QUALITY, KNOWN_QUALITY],
  ['rank by 5', ['lit', 5], NONE],
  ['rank by 0', ['lit', 0], NONE],
  ['rank by -quality', ['scale', -1, QUALITY], KNOWN_QUALITY],
  ['rank by 0.7 * norm(quality) - 0.3 * norm(price_out)', ['add', ['scale', 0.7, ['normalize', QUALITY]], ['scale', -0.3, ['normalize', OUT]]], ['and', KNOWN_QUALITY, KNOWN_OUT]],
  ['rank by 1 - norm(price_out)', ['neg', ['normalize', OUT]], KNOWN_OUT],
  ['rank by 1 - 0.3 * quality', ['neg', ['scale', 0.3, QUALITY]], KNOWN_QUALITY],
  ['rank by 0.5 * (1 - quality)', ['scale', 0.5, ['neg', QUALITY]], KNOWN_QUALITY],
  ['rank by 2 - quality', ['add', ['lit', 2], ['scale', -1, QUALITY]], KNOWN_QUALITY],
  ['rank by quality - 0.1 - 0.2', ['add', QUALITY, ['lit', -0.3]], KNOWN_QUALITY],
  ['rank by 0.1 * 3 * quality', ['scale', 0.3, QUALITY], KNOWN_QUALITY],
  ['rank by 2 * (0.5 * quality)', QUALITY, KNOWN_QUALITY],
  ['rank by 2 * -(quality - price_in)', ['scale', -2, ['add', QUALITY, ['scale', -1, IN]]], ['and', KNOWN_QUALITY, KNOWN_IN]],
  ['rank by 0 * price_in + quality', QUALITY, KNOWN_QUALITY],
  ['rank by clamp(latency_ms, 0ms, 10s)', ['clamp', 0, 10_000, ['field', 'latency_ms']], NONE],
  ['rank by norm(clamp(price_out, $0/Mtok, $20/Mtok))', ['normalize', ['clamp', 0, 20, OUT]], NONE],
  ['rank by clamp(price_in - price_out, $0/Mtok, $20/Mtok)', ['clamp', 0, 20, ['add', IN, ['scale', -1, OUT]]], ['and', KNOWN_IN, KNOWN_OUT]],
  ['rank by clamp(norm(price_in), 0.1, 0.9)', ['clamp', 0.1, 0.9, ['normalize', IN]], KNOWN_IN],
  ['rank by quality if no_log', ['gate', ['is', 'no_log'], QUALITY], KNOWN_QUALITY],
  ['rank by (1 if price_in > $1/Mtok) + quality', ['add', ['gate', ['and', ['cmp', 'price_in', 'gt', 1], KNOWN_IN], ['lit', 1]], QUALITY], KNOWN_QUALITY],
  ['rank by price_in if nothing', ['zero'], NONE],
  ['rank by term ["field", "price_in"]', IN, NONE],
  ['rank by quality + term ["lit", 0]', ['add', QUALITY, ['lit', 0]], KNOWN_QUALITY],
]

describe.each(RANKINGS)('`%s`', (clause, score, guards) => {
  test('is the score of the reference', () => {
    expect(slot(clause, 'score')).toBe(normal(score))
  })
  test('lets only models pass whose figures it reads', () => {
    expect(slot(`${clause} unguarded`, 'filter')).toBe(normal(guards))
  })
})

test('a guard that stands in the filter already is not added again', () => {
  const text = 'best unguarded where known quality and quality < 0.9'
  expect(slot(text, 'filter')).toBe(normal(['and', ['cmp', 'quality', 'lt', 0.9], KNOWN_QUALITY]))
})

test('a policy that does not rank leaves the order to the catalog', () => {
  expect(slot('where no_log', 'score')).toBe(normal(['zero']))
})

test.each([
  ['$0.15/ktok', 150],
  ['$0.000000001/tok', 0.001],
  ['$4.35/Mtok', 4.35],
  ['$0.00435/ktok', 4.35],
])('`%s` is exactly %d dollars per million tokens', (price, value) => {
  expect(slot(`any unguarded where price_in <= ${price}`, 'filter')).toBe(
    normal(['cmp', 'price_in', 'le', value]),
  )
})
