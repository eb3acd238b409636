/** What one unit is worth in the canonical one: `factor × 10^exponent`. */
export interface Scale {
  readonly factor: bigint
  readonly exponent: number
}

/**
 * The double nearest to `digits × factor × 10^exponent`.
 *
 * The product is formed on the decimal digits and rounded once, so `$0.15/ktok` and `$150/Mtok`
 * are the same double. `Number(digits) * 1e3` rounds twice and is off for a quarter of all prices.
 *
 * @param digits a decimal number as written: `12`, `0.15`, `1.5e-3`. No sign.
 */
export function scaleDecimal(digits: string, { factor, exponent }: Scale): number {
  if (factor === 1n && exponent === 0) return Number(digits)
  const [mantissa = '', power = '0'] = digits.toLowerCase().split('e')
  if (factor === 1n) return Number(`${mantissa}e${Number(power) + exponent}`)
  const [whole = '', fraction = ''] = mantissa.split('.')
  const product = BigInt(whole + fraction) * factor
  return Number(`${product}e${Number(power) + exponent - fraction.length}`)
}
