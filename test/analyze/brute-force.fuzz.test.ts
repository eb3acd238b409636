import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Answer,
  compareFilters,
  conflict,
  disjoint,
  equivalent,
  implies,
  satisfiable,
  semanticHash,
  tautology,
} from '../../src/analyze/index.ts'
import type { Term } from '../../src/ir/term.ts'
import { FILTER_VOCABULARY, filtersArbitrary } from '../arbitrary/filter.ts'
import { runs } from '../runs.ts'
import { accepts, gridOf } from './brute-force.ts'

const TOP: Term = ['top']
const options = { vocabulary: FILTER_VOCABULARY }

test('every answer about two filters is what trying everything gives', () => {
  fc.assert(
    fc.property(filtersArbitrary(2), ([a = TOP, b = TOP]) => {
      const seen = new Set(
        gridOf([a, b], FILTER_VOCABULARY).map(
          (point) => `${accepts(a, point)} ${accepts(b, point)}`,
        ),
      )
      const both = seen.has('true true')
      const neither = seen.has('false false')
      const onlyA = seen.has('true false')
      const onlyB = seen.has('false true')
      expect(said(satisfiable(a, options))).toBe(both || onlyA ? 'yes with' : 'no')
      expect(said(tautology(a, options))).toBe(neither || onlyB ? 'no with' : 'yes')
      expect(said(implies(a, b, options))).toBe(onlyA ? 'no with' : 'yes')
      expect(said(equivalent(a, b, options))).toBe(onlyA || onlyB ? 'no with' : 'yes')
      expect(said(disjoint(a, b, options))).toBe(both ? 'no with' : 'yes')
      const { relation, onlyInA, onlyInB } = compareFilters(a, b, options)
      expect(relation).toBe(RELATIONS[`${onlyA} ${onlyB}`])
      expect([onlyInA !== undefined, onlyInB !== undefined]).toEqual([onlyA, onlyB])
      expect(semanticHash(a, options) === semanticHash(b, options)).toBe(!onlyA && !onlyB)
    }),
    runs(60),
  )
})

const RELATIONS: { readonly [onlyAonlyB: string]: string } = {
  'false false': 'equivalent',
  'false true': 'narrower',
  'true false': 'wider',
  'true true': 'incomparable',
}

function said(answer: Answer): string {
  return 'witness' in answer ? `${answer.kind} with` : answer.kind
}

test('a conflict is one, none of its parts can be missed, and no pair is passed over', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((count) => filtersArbitrary(count)),
      (conjuncts) => {
        const grid = gridOf(conjuncts, FILTER_VOCABULARY)
        const together = (indices: readonly number[]): boolean =>
          grid.some((point) => indices.every((i) => accepts(conjuncts[i] ?? TOP, point)))
        const all = conjuncts.map((_, i) => i)
        const found = conflict(conjuncts, options)
        expect(found === undefined).toBe(together(all))
        if (found === undefined) return
        expect(together(found)).toBe(false)
        for (const i of found) expect(together(found.filter((each) => each !== i))).toBe(true)
        const single = all.find((i) => !together([i]))
        const pairs = all.flatMap((i) => all.slice(i + 1).map((j) => [i, j]))
        if (single !== undefined) expect(found).toEqual([single])
        else if (pairs.some((pair) => !together(pair))) expect(found).toHaveLength(2)
      },
    ),
    runs(40),
  )
})
