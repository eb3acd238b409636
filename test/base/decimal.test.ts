import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scaleDecimal } from '../../src/base/decimal.ts'

const MILLION = { factor: 1n, exponent: 6 }
const MINUTE = { factor: 6n, exponent: 4 }

describe('scaling decimal digits', () => {
  test.each([
    ['0.00000015', MILLION, 0.15],
    ['0.0000011', MILLION, 1.1],
    ['1.1', MINUTE, 66_000],
    ['0.07', { factor: 1n, exponent: -2 }, 0.0007],
    ['1.5e-3', { factor: 1n, exponent: 3 }, 1.5],
    ['128', { factor: 1024n, exponent: 0 }, 131_072],
    ['0', MINUTE, 0],
  ])('%s scaled is the nearest double', (digits, scale, expected) => {
    expect(scaleDecimal(digits, scale)).toBe(expected)
  })

  test('moving the point and scaling back gives the same double', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), (units, places) => {
        const digits = units.toString().padStart(places + 1, '0')
        const moved = `${digits.slice(0, -places)}.${digits.slice(-places)}`
        expect(scaleDecimal(moved, { factor: 1n, exponent: places })).toBe(units)
      }),
    )
  })

  test('a factor multiplies the digits, not the double', () => {
    fc.assert(
      fc.property(fc.nat(999_999), (thousandths) => {
        const minutes = `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`
        expect(scaleDecimal(minutes, MINUTE)).toBe(thousandths * 60)
      }),
    )
  })
})
