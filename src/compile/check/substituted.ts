import type { Expr } from '../../syntax/ast.ts'

/** What names stand for. */
export type Values = Pick<ReadonlyMap<string, Expr>, 'get'>

/**
 * An expression with values in place of names, wherever a value can stand by itself: not for a
 * word beside `is` or `has`, nor for a field beside `known`. A value keeps its own span, so what
 * is wrong with it is reported where it was written.
 */
export function substituted(expr: Expr, values: Values): Expr {
  const inner = (each: Expr): Expr => substituted(each, values)
  switch (expr.kind) {
    case 'name':
      return values.get(expr.text) ?? expr
    case 'or':
    case 'and':
      return { ...expr, operands: expr.operands.map(inner) }
    case 'not':
    case 'negate':
    case 'is':
      return { ...expr, operand: inner(expr.operand) }
    case 'compare': {
      const rest = expr.rest.map((each) => ({ ...each, operand: inner(each.operand) }))
      return { ...expr, first: inner(expr.first), rest }
    }
    case 'between': {
      const { operand, low, high } = expr
      return { ...expr, operand: inner(operand), low: inner(low), high: inner(high) }
    }
    case 'in':
      return { ...expr, operand: inner(expr.operand), items: expr.items.map(inner) }
    case 'if':
      return { ...expr, value: inner(expr.value), condition: inner(expr.condition) }
    case 'sum': {
      const rest = expr.rest.map((each) => ({ ...each, operand: inner(each.operand) }))
      return { ...expr, first: inner(expr.first), rest }
    }
    case 'product':
      return { ...expr, factors: expr.factors.map(inner) }
    case 'group':
      return { ...expr, inner: inner(expr.inner) }
    case 'call':
      return { ...expr, args: expr.args.map(inner) }
    case 'top':
      return { ...expr, count: inner(expr.count) }
    case 'match':
      return { ...expr, arms: expr.arms.map((arm) => ({ ...arm, value: inner(arm.value) })) }
    default:
      return expr
  }
}
