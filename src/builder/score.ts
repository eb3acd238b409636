import type { Unit } from '../catalog/units.ts'
import { group, NOWHERE, name, negated, raw } from '../compile/decompile/build.ts'
import type { Term } from '../ir/term.ts'
import type { Expr } from '../syntax/ast.ts'
import type { Condition } from './condition.ts'
import { type Amount, quantity } from './quantity.ts'

/** A number for each model. Scores are linear: a score times a number, never times a score. */
export interface Score {
  readonly expr: Expr
  /** What it measures; a number in a sum or a clamp with it is in the same. */
  readonly unit: Unit
  readonly plus: (other: Score | Amount) => Score
  readonly minus: (other: Score | Amount) => Score
  readonly times: (factor: Amount) => Score
  /** From 0 to 1 over the models that passed. */
  readonly norm: () => Score
  readonly clamp: (low: Amount, high: Amount) => Score
  /** 0 where the condition does not hold. */
  readonly onlyIf: (condition: Condition) => Score
}

/** The score that an expression is. */
export function scoreOf(expr: Expr, unit: Unit = 'number'): Score {
  return {
    expr,
    unit,
    plus: (other) => sum([expr, unit], '+', other),
    minus: (other) => sum([expr, unit], '-', other),
    times: (factor) =>
      scoreOf({
        kind: 'product',
        span: NOWHERE,
        factors: [quantity(factor, 'number'), inner(expr)],
      }),
    norm: () => scoreOf(call('norm', [expr])),
    clamp: (low, high) =>
      scoreOf(call('clamp', [expr, quantity(low, unit), quantity(high, unit)]), unit),
    onlyIf: (condition) =>
      scoreOf({ kind: 'if', span: NOWHERE, value: inner(expr), condition: inner(condition.expr) }),
  }
}

function sum([first, unit]: readonly [Expr, Unit], sign: '+' | '-', other: Score | Amount): Score {
  const operand = typeof other === 'object' ? other.expr : quantity(other, unit)
  return scoreOf(
    { kind: 'sum', span: NOWHERE, first: inner(first), rest: [{ sign, operand: inner(operand) }] },
    typeof other === 'object' && other.unit !== unit ? 'number' : unit,
  )
}

/** In parentheses where the expression is put together of several. */
function inner(expr: Expr): Expr {
  return COMPOUND.has(expr.kind) ? group(expr) : expr
}

const COMPOUND: ReadonlySet<Expr['kind']> = new Set(['sum', 'if', 'negate', 'and', 'or', 'not'])

function call(called: string, args: readonly Expr[]): Expr {
  return { kind: 'call', span: NOWHERE, function: name(called), args }
}

/** The same number for each model: `constant(1).minus(score)`. */
export function constant(value: Amount): Score {
  return scoreOf(quantity(value, 'number'))
}

export function negative({ expr, unit }: Score): Score {
  return scoreOf(negated(inner(expr)), unit)
}

/** A score of the wire format as it is. */
export function termScore(term: Term): Score {
  return scoreOf(raw(term))
}
