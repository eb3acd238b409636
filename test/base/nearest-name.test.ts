import { expect, test } from 'vitest'
import { nearestName } from '../../src/base/nearest-name.ts'

const CLAUSES = ['where', 'cheapest', 'fallback', 'prefer', 'take', 'top']

test.each([
  ['whre', 'where'],
  ['fallbak', 'fallback'],
  ['WHERE', 'where'],
  ['prefr', 'prefer'],
  ['tkae', 'take'],
  ['completely_else', undefined],
  ['', undefined],
  ['constructor', undefined],
  ['fal', 'fallback'],
  ['fa', undefined],
])('%j is nearest to %j', (typed, meant) => {
  expect(nearestName(typed, CLAUSES)).toBe(meant)
})

test('a tie goes to the first in order, whatever the order given', () => {
  expect(nearestName('cat', ['bat', 'car'])).toBe('bat')
  expect(nearestName('cat', ['car', 'bat'])).toBe('bat')
})

test('a very long name is compared in bounded time', () => {
  expect(nearestName('x'.repeat(1_000_000), CLAUSES)).toBeUndefined()
})
