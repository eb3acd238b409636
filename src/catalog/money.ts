/**
 * An exact decimal number: `digits × 10^exponent`. Money is added and multiplied in this form, so
 * that the parts of a bill are the whole of it to the last digit.
 */
export interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

export const ZERO: Decimal = { digits: 0n, exponent: 0 }

/**
 * The decimal that a finite double is written as: 0.1 is one tenth, not the binary fraction
 * nearest to it. Prices come from decimal text, and this gives that text back.
 */
export function decimalOf(value: number): Decimal {
  const [mantissa = '0', power = '0'] = String(value).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}

/** The decimal that a plain text says, `0.0525` or `-12`; undefined for any other text. */
export function decimalFrom(text: string): Decimal | undefined {
  if (!/^-?\d{1,40}(?:\.\d{1,40})?$/.test(text)) return undefined
  const [whole = '0', fraction = ''] = text.split('.')
  return { digits: BigInt(whole + fraction), exponent: -fraction.length }
}

export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return { digits: digitsAt(a, exponent) + digitsAt(b, exponent), exponent }
}

export function subtract(from: Decimal, what: Decimal): Decimal {
  return add(from, { digits: -what.digits, exponent: what.exponent })
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent }
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent)
  const difference = digitsAt(a, exponent) - digitsAt(b, exponent)
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** Every digit and no exponent, with at least `least` places: `0.0525`, `12.00`. */
export function plain(value: Decimal, least = 0): string {
  const sign = value.digits < 0n ? '-' : ''
  const magnitude = value.digits < 0n ? -value.digits : value.digits
  const places = Math.max(0, -value.exponent)
  const digits = `${magnitude}${'0'.repeat(Math.max(0, value.exponent))}`.padStart(places + 1, '0')
  const point = digits.length - places
  const fraction = digits.slice(point).replace(/0+$/, '').padEnd(least, '0')
  return `${sign}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`
}

/** The double nearest to the number, for comparing and drawing. */
export function toNumber(value: Decimal): number {
  return Number(plain(value))
}

function digitsAt({ digits, exponent }: Decimal, lower: number): bigint {
  return exponent === lower ? digits : digits * 10n ** BigInt(exponent - lower)
}
