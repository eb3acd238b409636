import { unreachable } from '../base/unreachable.ts'
import type { Expr } from './ast.ts'

/** The expressions directly inside one; a word that stands for itself, as after `is`, is none. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'or':
    case 'and':
      return expr.operands
    case 'not':
    case 'negate':
    case 'is':
      return [expr.operand]
    case 'compare':
      return [expr.first, ...expr.rest.map((each) => each.operand)]
    case 'between':
      return [expr.operand, expr.low, expr.high]
    case 'in':
      return [expr.operand, ...expr.items]
    case 'if':
      return [expr.value, expr.condition]
    case 'sum':
      return [expr.first, ...expr.rest.map((each) => each.operand)]
    case 'product':
      return expr.factors
    case 'group':
      return [expr.inner]
    case 'top':
      return [expr.count]
    case 'call':
      return expr.args
    case 'match':
      return expr.arms.map((arm) => arm.value)
    case 'name':
    case 'quantity':
    case 'text':
    case 'boolean':
    case 'atom':
    case 'has':
    case 'known':
    case 'term':
      return []
    default:
      return unreachable(expr)
  }
}
