/*
 * Arithmetic on constants. A double stands for the shortest decimal that names it, which is what
 * was written; sums and products are formed on these decimals and rounded once. So `0.1 + 0.2` is
 * 0.3, and neither the order nor the grouping of operands can show.
 */

/** The sum, infinite when beyond the doubles. */
export function exactSum(numbers: readonly number[]): number {
  if (numbers.length === 1) return (numbers[0] ?? 0) + 0 // no negative zero
  const decimals = numbers.map(decimalOf)
  const exponent = Math.min(0, ...decimals.map((each) => each.exponent))
  let total = 0n
  for (const each of decimals) total += each.digits * 10n ** BigInt(each.exponent - exponent)
  return Number(`${total}e${exponent}`)
}

/** The product, infinite when beyond the doubles. */
export function exactProduct(numbers: readonly number[]): number {
  if (numbers.length === 1) return numbers[0] ?? 1
  if (numbers.length > MOST_FACTORS) {
    const rest = exactProduct(numbers.slice(MOST_FACTORS))
    return Number.isFinite(rest) ? exactProduct([...numbers.slice(0, MOST_FACTORS), rest]) : rest
  }
  let digits = 1n
  let exponent = 0
  for (const each of numbers.map(decimalOf)) {
    digits *= each.digits
    exponent += each.exponent
  }
  return Number(`${digits}e${exponent}`)
}

/** Bounds the digits of a product; beyond it, it is rounded once for so many factors. */
const MOST_FACTORS = 63

/** `digits × 10^exponent` */
interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

function decimalOf(number: number): Decimal {
  if (Number.isSafeInteger(number)) return { digits: BigInt(number), exponent: 0 }
  const [mantissa = '', power = '0'] = String(number).split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}
