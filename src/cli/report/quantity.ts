import type { Unit } from '../../catalog/units.ts'

/**
 * A number of that unit in as few characters as a table has room for: `$0.15`, `128k`, `820ms`.
 * Values read from a column whose title says the rest; not to be parsed again.
 *
 * @param value in the canonical unit; an infinite one is unknown.
 */
export function shortQuantity(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return UNKNOWN
  switch (unit) {
    case 'price':
    case 'money':
      return money(value)
    case 'duration':
      return value < 1000 ? `${rounded(value)}ms` : `${rounded(value / 1000)}s`
    case 'tokens':
      return tokens(value)
    case 'rate':
      return `${rounded(value)}/s`
    default:
      return rounded(value)
  }
}

/** Stands for a value that nobody knows. */
export const UNKNOWN = '-'

/** Dollars: two digits after the point, more where the first ones would be zeros. */
export function money(usd: number): string {
  if (usd === 0) return '$0'
  if (Math.abs(usd) >= 0.1) return `$${usd.toFixed(2)}`
  return `$${withoutExponent(Number(usd.toPrecision(3)))}`
}

/** A number of few digits, in digits: `0.00000005`. */
function withoutExponent(value: number): string {
  const [digits = '', exponent] = `${value}`.split('e')
  return exponent === undefined
    ? digits
    : value.toFixed(digits.replace(/\D/g, '').length - 1 - Number(exponent))
}

function tokens(count: number): string {
  if (count >= 1_000_000) return `${threeDigits(count / 1_000_000)}M`
  return count >= 1000 ? `${threeDigits(count / 1000)}k` : `${count}`
}

function threeDigits(value: number): string {
  return `${Number(value.toPrecision(3))}`
}

/** At most three digits after the point, none that say nothing. */
export function rounded(value: number): string {
  return `${Number(value.toFixed(3))}`
}
