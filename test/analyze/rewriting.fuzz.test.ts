import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareFilters, equivalent, semanticHash } from '../../src/analyze/index.ts'
import type { Term } from '../../src/ir/term.ts'
import { FILTER_VOCABULARY, filterArbitrary, filtersArbitrary } from '../arbitrary/filter.ts'
import { runs } from '../runs.ts'
import { accepts, gridOf } from './brute-force.ts'
import { LAWS, mutated, rewritten, shuffled } from './rewrite.ts'

const options = { vocabulary: FILTER_VOCABULARY }
const TOP: Term = ['top']

const drawn = filtersArbitrary(3).chain(([pred = TOP, spare = TOP, other = TOP]) =>
  fc.record({
    pred: fc.constant(pred),
    rewritten: rewritten(pred, spare),
    mutated: mutated(pred, [spare, other]),
  }),
)

describe('a law rewrites a filter to an equivalent one', () => {
  test.each(LAWS)('$name', ({ rewrite }) => {
    fc.assert(
      fc.property(filtersArbitrary(2), ([pred = TOP, spare = TOP]) => {
        const other = rewrite(pred, spare)
        if (other !== undefined) expectSame(pred, other)
      }),
      runs(20),
    )
  })
})

test('a filter rewritten by one law after the other is the same filter', () => {
  fc.assert(
    fc.property(drawn, ({ pred, rewritten: other }) => expectSame(pred, other)),
    runs(60),
  )
})

function expectSame(pred: Term, other: Term): void {
  expect(equivalent(pred, other, options)).toEqual({ kind: 'yes' })
  expect(compareFilters(pred, other, options)).toEqual({ relation: 'equivalent' })
  expect(semanticHash(other, options)).toBe(semanticHash(pred, options))
}

test('a filter with one part changed is told apart by a witness, or nothing tells it apart', () => {
  fc.assert(
    fc.property(drawn, ({ pred, mutated: other }) => {
      const { kind, ...found } = equivalent(pred, other, options)
      if ('witness' in found && found.witness !== undefined) {
        expect(accepts(pred, found.witness)).not.toBe(accepts(other, found.witness))
      } else {
        expect(kind).toBe('yes')
        const grid = gridOf([pred, other], FILTER_VOCABULARY)
        expect(grid.filter((point) => accepts(pred, point) !== accepts(other, point))).toEqual([])
      }
    }),
    runs(60),
  )
})

test('the order of operands changes no answer, no witness and no hash', () => {
  fc.assert(
    fc.property(filterArbitrary, filterArbitrary, (a, b) => {
      const [c, d] = [shuffled(a), shuffled(b)]
      expect(compareFilters(c, d, options)).toEqual(compareFilters(a, b, options))
      expect(semanticHash(c, options)).toBe(semanticHash(a, options))
    }),
    runs(60),
  )
})
