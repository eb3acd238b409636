import { parseQuantity, type Unit } from '../catalog/units.ts'
import { NOWHERE, negated, number } from '../compile/decompile/build.ts'
import type { Expr } from '../syntax/ast.ts'

/** A number in the canonical unit of its place, or as the language writes it: `'$5/Mtok'`, `'22s'`. */
export type Amount = number | string

/**
 * The expression of an amount.
 *
 * @throws RangeError for a number that is not finite; TypeError for a text that is no number with a
 *   unit of the language. Whether the unit fits is told when the policy is compiled.
 */
export function quantity(amount: Amount, unit: Unit): Expr {
  if (typeof amount === 'number') {
    if (Number.isFinite(amount)) return number(amount, unit)
    throw new RangeError(`a policy cannot hold the number ${amount}`)
  }
  const isNegative = amount.startsWith('-')
  const text = isNegative ? amount.slice(1) : amount
  if (parseQuantity(text) === undefined) {
    throw new TypeError(
      `${JSON.stringify(amount.slice(0, 40))} is not a number of the language, such as \`$5/Mtok\``,
    )
  }
  const written: Expr = { kind: 'quantity', span: NOWHERE, text }
  return isNegative ? negated(written) : written
}
