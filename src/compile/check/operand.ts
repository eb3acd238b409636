import type { Unit } from '../../catalog/units.ts'
import type { Expr } from '../../syntax/ast.ts'
import { foldConstant } from '../fold-constant.ts'
import type { Constant, Sign } from './constant.ts'
import { report, type Scope, textOf } from './scope.ts'
import type { Typed, TypedConstant } from './typed.ts'

/** One of the parts of a sum or a product. */
export interface Operand<T> {
  readonly sign: Sign
  readonly expr: Expr
  readonly typed: T
}

export function isNumber(operand: Operand<Typed>): operand is Operand<TypedConstant> {
  return isNumberConstant(operand.typed)
}

export function isNumberConstant(typed: Typed): typed is TypedConstant {
  return typed.sort === 'constant' && typed.type.kind === 'number'
}

export function unitOf({ type }: TypedConstant): Unit {
  return type.kind === 'number' ? type.unit : 'number'
}

interface Folding {
  readonly unit: Unit
  readonly expr: Expr
  readonly scope: Scope
}

/** The constant, worked out at once if no parameter is in it. Adds UH2009 when it is too large. */
export function folded(
  constant: Constant,
  { unit, expr, scope }: Folding,
): TypedConstant | undefined {
  const type = { kind: 'number', unit } as const
  const value = foldConstant(constant)
  if (value === undefined) return { sort: 'constant', type, constant }
  if (value.kind !== 'number' || !Number.isFinite(value.value)) {
    return report(scope, 'UH2009', {
      node: expr,
      message: `\`${textOf(scope, expr)}\` is larger than any number that can be carried`,
    })
  }
  const { place } = constant
  return {
    sort: 'constant',
    type,
    constant: { kind: 'value', place, value: { kind: 'number', value: value.value, unit } },
  }
}
