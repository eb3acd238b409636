import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import numbers from '../../fixtures/vectors/numbers.json' with { type: 'json' }
import { encodeNumber } from '../../src/ir/encode-number.ts'
import { runs } from '../runs.ts'

/** What `printf '%.17g'` writes of a positive number, computed on its exact decimal digits. */
function printed(value: number): string {
  const { digits, point } = exactDecimal(value)
  const exponent = point - 1
  const rounded = roundHalfEven(digits, 17)
  const carried = rounded.length > 17 ? exponent + 1 : exponent
  const kept = rounded.slice(0, 17).padEnd(17, '0')
  if (carried < -4 || carried >= 17) {
    const mantissa = `${kept[0]}.${kept.slice(1)}`.replace(/\.?0*$/, '')
    const sign = carried < 0 ? '-' : '+'
    return `${mantissa}e${sign}${String(Math.abs(carried)).padStart(2, '0')}`
  }
  const all = carried < 0 ? '0'.repeat(-carried) + kept : kept
  const whole = Math.max(carried, 0) + 1
  return `${all.slice(0, whole)}.${all.slice(whole)}`.replace(/\.?0*$/, '')
}

/** `0.digits × 10^point`, exactly. */
function exactDecimal(value: number): { digits: string; point: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n
  const power = Math.max(biased, 1) - 1075
  const [scaled, tens] =
    power >= 0 ? [mantissa << BigInt(power), 0] : [mantissa * 5n ** BigInt(-power), power]
  const digits = scaled.toString()
  return { digits, point: digits.length + tens }
}

function roundHalfEven(digits: string, precision: number): string {
  if (digits.length <= precision) return digits
  const unit = 10n ** BigInt(digits.length - precision)
  const whole = BigInt(digits)
  const rest = whole % unit
  const below = whole / unit
  const up = rest * 2n > unit || (rest * 2n === unit && below % 2n === 1n)
  return (up ? below + 1n : below).toString()
}

describe('a number has one spelling', () => {
  test.each(numbers)('%s is %s, as C prints it', (literal, encoding) => {
    expect(encodeNumber(Number(literal))).toBe(encoding)
  })

  test.each([
    [0, '0'],
    [-0, '0'],
    [-7, '-7'],
    [2 ** 53, '9007199254740992'],
    [-(2 ** 53), '-9007199254740992'],
    [2 ** 53 + 2, '9007199254740994'],
    [1e16, '10000000000000000'],
    [1e17, '1e+17'],
    [1e-5, '1.0000000000000001e-05'],
    [5e-324, '4.9406564584124654e-324'],
  ])('%d is %s', (value, encoding) => {
    expect(encodeNumber(value)).toBe(encoding)
  })

  test('any number is written as its exact decimal rounded half to even', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        fc.pre(!Number.isInteger(value) || value > 2 ** 53)
        expect(encodeNumber(value)).toBe(printed(value))
        expect(encodeNumber(-value)).toBe(`-${printed(value)}`)
      }),
      runs(2000),
    )
  })

  test('a tie goes to the even digit', () => {
    fc.assert(
      fc.property(tie, (value) => {
        fc.pre(!Number.isInteger(value) || value > 2 ** 53)
        expect(encodeNumber(value)).toBe(printed(value))
      }),
      runs(2000),
    )
  })

  test('reading an encoding gives the number back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(encodeNumber(value))).toBe(value === 0 ? 0 : value)
      }),
      runs(1000),
    )
  })
})

const anyNumber = fc.oneof(
  fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }),
  fc.double({ min: 1e-9, max: 1e18, noNaN: true }),
  fc
    .tuple(fc.nat(99_999_999), fc.integer({ min: -12, max: 4 }))
    .map(([n, e]) => Number(`${n}e${e}`)),
)

/** An odd number of the smallest halves between decimals of 17 digits; most are ties. */
const tie = fc
  .tuple(fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }), fc.integer({ min: -8, max: 15 }))
  .map(([half, exponent]) => Number(half * 2n + 1n) * 2 ** (exponent - 17))
