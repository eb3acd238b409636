import type { Expr } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import { comparison } from './compare.ts'
import type { Condition } from './condition.ts'
import { kindOf } from './expect-condition.ts'
import { infer } from './infer.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import { wordConstant } from './side.ts'

/** `tier is partner`, `plan is not enterprise`. Adds UH3003 or UH3004 for what is no name. */
export function inferIs(expr: Expr & { kind: 'is' }, scope: Scope): Condition | undefined {
  const typed = infer(expr.operand, scope)
  if (typed === undefined) return undefined
  const place = placeIn(scope, expr)
  if (typed.sort === 'subject' || (typed.sort === 'constant' && typed.type.kind !== 'number')) {
    const left = { expr: expr.operand, typed }
    const value = wordConstant(expr.value, scope)
    if (value === undefined) return undefined
    const right = { expr: expr.value, typed: value }
    return comparison({ left, relation: expr.negated ? 'ne' : 'eq', right, place, expr }, scope)
  }
  const text = textOf(scope, expr.operand)
  if (typed.sort === 'condition' && typed.condition.kind === 'is') {
    const meant = flagMeant(text, expr)
    return report(scope, 'UH3003', {
      node: expr,
      message: `\`${text}\` is a yes-or-no field, and stands by itself`,
      help: `write \`${meant ?? text}\``,
      fix: meant === undefined ? undefined : writeInstead(expr.span, meant),
    })
  }
  return report(scope, 'UH3004', {
    node: expr,
    message: `\`${text}\` is ${kindOf(typed)}, and \`is\` compares names`,
    help: 'numbers are compared with `=`, `<`, `>=`, …',
  })
}

function flagMeant(text: string, { value, negated }: Expr & { kind: 'is' }): string | undefined {
  if (value.text !== 'true' && value.text !== 'false') return undefined
  return (value.text === 'true') === negated ? `not ${text}` : text
}
