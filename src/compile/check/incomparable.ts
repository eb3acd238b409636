import type { Expr } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import type { Pair } from './compare.ts'
import { kindOf } from './expect-condition.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { Side } from './side.ts'

/**
 * Says why two things cannot be compared: UH3001 for two fields, UH3002 for a score, UH3003 for
 * a yes-or-no field, UH3004 for the rest. Neither side is the name of a field beside a constant.
 */
export function reportIncomparable(pair: Pair, scope: Scope): undefined {
  const { left, right } = pair
  const condition = [left, right].find(({ typed }) => typed.sort === 'condition')
  if (condition !== undefined) return reportCondition(condition, pair, scope)
  const score = [left, right].find(({ typed }) => typed.sort === 'score' && !isField(typed))
  if (score !== undefined) return reportScore(score, scope)
  if (isField(left.typed) && isField(right.typed)) return reportTwoFields(pair, scope)
  return report(scope, 'UH3004', {
    node: right.expr,
    message: `\`${textOf(scope, left.expr)}\` is ${kindOf(left.typed)}, and cannot be compared with \`${textOf(scope, right.expr)}\`, ${kindOf(right.typed)}`,
    label: kindOf(right.typed),
    also: [{ ...placeIn(scope, left.expr), label: kindOf(left.typed) }],
  })
}

function isField(typed: Side['typed']): boolean {
  return typed.sort === 'score' && typed.score.kind === 'field'
}

function reportTwoFields({ left, right }: Pair, scope: Scope): undefined {
  const [a, b] = [textOf(scope, left.expr), textOf(scope, right.expr)]
  return report(scope, 'UH3001', {
    node: right.expr,
    message: `\`${a}\` and \`${b}\` are both fields, and a field can only be compared with a number`,
    label: 'a field',
    also: [{ ...placeIn(scope, left.expr), label: 'a field' }],
    notes: ['a policy travels as comparisons of one field with one number, which every host knows'],
    help: `compare each with a number, or rank by the difference: \`rank by ${a} - ${b}\``,
  })
}

function reportScore({ expr }: Side, scope: Scope): undefined {
  return report(scope, 'UH3002', {
    node: expr,
    message: `\`${textOf(scope, expr)}\` is a score, and only a field can be compared`,
    label: 'worked out from fields',
    notes: ['a score orders the models that pass the filter; it cannot let them pass'],
    help: 'compare the field itself, and work out the number it is compared with',
  })
}

function reportCondition({ expr, typed }: Side, pair: Pair, scope: Scope): undefined {
  const text = textOf(scope, expr)
  if (typed.sort !== 'condition' || typed.condition.kind !== 'is') {
    return report(scope, 'UH3004', {
      node: expr,
      message: `\`${text}\` is a condition, and cannot be compared`,
      help: 'join conditions with `and`, `or` and `not`',
    })
  }
  const meant = meantInstead(text, pair)
  return report(scope, 'UH3003', {
    node: pair.expr,
    message: `\`${text}\` is a yes-or-no field, and stands by itself`,
    help: meant === undefined ? `write \`${text}\` or \`not ${text}\`` : `write \`${meant}\``,
    fix: meant === undefined ? undefined : writeInstead(pair.expr.span, meant),
  })
}

/** `no_log` for `no_log = true`, `not no_log` for `no_log = false`. */
function meantInstead(text: string, { left, relation, right }: Pair): string | undefined {
  const flag = [left, right].map(({ expr }) => flagOf(expr)).find((each) => each !== undefined)
  if (flag === undefined || (relation !== 'eq' && relation !== 'ne')) return undefined
  return flag === (relation === 'eq') ? text : `not ${text}`
}

function flagOf(expr: Expr): boolean | undefined {
  return expr.kind === 'boolean' ? expr.value : undefined
}
