import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  lastBelow,
  lastUpTo,
  type NumberLine,
  numberLine,
  plainValue,
  valueAfter,
} from '../../src/analyze/number-line.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../../src/catalog/vocabulary.ts'
import { FILTER_VOCABULARY } from '../arbitrary/filter.ts'
import { runs } from '../runs.ts'

const MAX = Number.MAX_VALUE
const DOUBLES: NumberLine = { low: -MAX, high: MAX, whole: false, absent: undefined }
const WHOLES: NumberLine = { ...DOUBLES, whole: true }

describe('the line of a field', () => {
  test.each<[field: string, line: NumberLine]>([
    ['quality', { low: 0, high: 1, whole: false, absent: -1 }],
    ['price_out', { low: 0, high: MAX, whole: false, absent: Number.POSITIVE_INFINITY }],
    ['success_rate', { low: 0, high: 1, whole: false, absent: undefined }],
    ['tok_s', { low: 0.001, high: MAX, whole: false, absent: 0 }],
    ['context', { low: 1, high: MAX, whole: true, absent: 0 }],
    [
      'quality_rank',
      { low: 1, high: Number.MAX_SAFE_INTEGER, whole: true, absent: Number.POSITIVE_INFINITY },
    ],
  ])('%s', (field, line) => {
    expect(numberLine(field, STANDARD_CATALOG_VOCABULARY)).toEqual(line)
  })

  test('is every finite number where only a default is declared', () => {
    expect(numberLine('loose', FILTER_VOCABULARY)).toEqual(DOUBLES)
  })
})

describe('neighbours', () => {
  test.each<[line: NumberLine, bound: number, below: number, upTo: number]>([
    [DOUBLES, 1, 1 - 2 ** -53, 1],
    [DOUBLES, 0, -5e-324, 0],
    [DOUBLES, 5e-324, 0, 5e-324],
    [DOUBLES, -1, -1 - Number.EPSILON, -1],
    [DOUBLES, 2 ** 32, 2 ** 32 - 2 ** -21, 2 ** 32],
    [DOUBLES, -MAX, Number.NEGATIVE_INFINITY, -MAX],
    [WHOLES, 8, 7, 8],
    [WHOLES, 7.5, 7, 7],
    [WHOLES, -7.5, -8, -8],
    [WHOLES, 2 ** 54, 2 ** 54 - 2, 2 ** 54],
  ])('%#: the last value below and up to a bound', (line, bound, below, upTo) => {
    expect([lastBelow(line, bound), lastUpTo(line, bound)]).toEqual([below, upTo])
  })

  test('of a double have nothing in between', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (bound) => {
        const below = lastBelow(DOUBLES, bound)
        expect(below).toBeLessThan(bound)
        const middle = below / 2 + bound / 2
        if (Number.isFinite(below)) expect(middle <= below || middle >= bound).toBe(true)
        expect(valueAfter(DOUBLES, below)).toBe(bound + 0)
      }),
      runs(200),
    )
  })
})

describe('a plain value', () => {
  test.each<[line: NumberLine, first: number, last: number, value: number]>([
    [DOUBLES, 0.7, 0.7, 0.7],
    [DOUBLES, 0.7, 1, 0.8],
    [DOUBLES, 5, MAX, 8],
    [DOUBLES, 0, MAX, 1],
    [DOUBLES, -MAX, 0, -1],
    [DOUBLES, -MAX, MAX, 0],
    [DOUBLES, 1e308, MAX, 1.5e308],
    [WHOLES, 8000, 8001, 8000],
    [WHOLES, 128000, MAX, 200000],
  ])('%#: has few digits and lies within', (line, first, last, value) => {
    expect(plainValue(line, first, last)).toBe(value)
  })

  test('lies within, wherever that is', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(double, double, (a, b) => {
        const [first, last] = a <= b ? [a, b] : [b, a]
        const value = plainValue(DOUBLES, first, last)
        expect(value >= first && value <= last).toBe(true)
      }),
      runs(200),
    )
  })
})
