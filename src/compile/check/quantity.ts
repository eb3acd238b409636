import { parseQuantity } from '../../catalog/units.ts'
import type { Expr } from '../../syntax/ast.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { TypedConstant } from './typed.ts'

/** A number with its unit. Adds UH2009 where the number is not a finite one. */
export function inferQuantity(
  expr: Expr & { kind: 'quantity' },
  scope: Scope,
): TypedConstant | undefined {
  const quantity = parseQuantity(expr.text)
  if (quantity === undefined) {
    return report(scope, 'UH2009', {
      node: expr,
      message: `\`${expr.text}\` is not a number with a unit of this language`,
      help: 'units are `$5/Mtok`, `$0.02`, `1500ms`, `30s`, `2m`, `4k`, `128Ki`, `60 tok/s`, `80%`',
    })
  }
  if (!Number.isFinite(quantity.value)) {
    return report(scope, 'UH2009', {
      node: expr,
      message: `\`${expr.text}\` is larger than any number that can be carried`,
      help: 'the largest is about 1.8e308',
    })
  }
  const place = placeIn(scope, expr)
  const value = { kind: 'number', ...quantity } as const
  return {
    sort: 'constant',
    type: { kind: 'number', unit: quantity.unit },
    constant: { kind: 'value', place, value },
  }
}
