import type { Unit } from '../../catalog/units.ts'
import type { Expr } from '../../syntax/ast.ts'
import { scoreOf } from './expect-score.ts'
import { infer } from './infer.ts'
import { folded, isNumber, type Operand, unitOf } from './operand.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { Typed, TypedConstant } from './typed.ts'
import { UNIT_NAMES, unitLabel } from './units.ts'

/** `0.7 * norm(quality)`: numbers times at most one score. Adds UH4001 for two. */
export function inferProduct(expr: Expr & { kind: 'product' }, scope: Scope): Typed | undefined {
  const operands: Operand<Typed>[] = []
  for (const factor of expr.factors) {
    const typed = infer(factor, scope)
    if (typed !== undefined) operands.push({ sign: 1, expr: factor, typed })
  }
  if (operands.length < expr.factors.length) return undefined
  const constants = operands.filter(isNumber)
  const others = operands.filter((operand) => !isNumber(operand))
  const [other, second] = others
  const product = productOfConstants(expr, constants, scope)
  if (other === undefined) return product
  const score = scoreOf(other.typed, other.expr, scope)
  if (score === undefined) return undefined
  if (second !== undefined) return reportProduct(other.expr, second.expr, scope)
  if (product === undefined) return undefined
  const place = placeIn(scope, expr)
  return {
    sort: 'score',
    score: { kind: 'scale', place, by: product.constant, score: score.score },
    unit: undefined,
  }
}

function productOfConstants(
  expr: Expr,
  operands: readonly Operand<TypedConstant>[],
  scope: Scope,
): TypedConstant | undefined {
  const measured = operands.filter(({ typed }) => !PLAIN.has(unitOf(typed)))
  const [first, second] = measured
  if (first !== undefined && second !== undefined) {
    return report(scope, 'UH2020', {
      node: second.expr,
      message: `${UNIT_NAMES[unitOf(first.typed)]} times ${UNIT_NAMES[unitOf(second.typed)]} is nothing that this language measures`,
      label: unitLabel(unitOf(second.typed)),
      also: [{ ...placeIn(scope, first.expr), label: unitLabel(unitOf(first.typed)) }],
    })
  }
  const unit = first === undefined ? plainUnit(operands) : unitOf(first.typed)
  const factors = operands.map(({ typed }) => typed.constant)
  return folded({ kind: 'product', place: placeIn(scope, expr), factors }, { unit, expr, scope })
}

const PLAIN: ReadonlySet<Unit> = new Set<Unit>(['number', 'ratio', 'count'])

function plainUnit(operands: readonly Operand<TypedConstant>[]): Unit {
  const [first] = operands
  return operands.length === 1 && first !== undefined ? unitOf(first.typed) : 'number'
}

function reportProduct(first: Expr, second: Expr, scope: Scope): undefined {
  const a = textOf(scope, first)
  const b = textOf(scope, second)
  return report(scope, 'UH4001', {
    node: second,
    message: `\`${a}\` and \`${b}\` both differ from model to model, and cannot be multiplied`,
    label: 'differs from model to model',
    also: [{ ...placeIn(scope, first), label: 'so does this' }],
    notes: ['scores are sums of weighted figures, so that every host computes the same number'],
    help: `weigh and add instead: \`0.5 * norm(${a}) + 0.5 * norm(${b})\``,
  })
}
