import type { Expr } from '../../syntax/ast.ts'
import { comparison } from './compare.ts'
import type { Condition } from './condition.ts'
import { reportIncomparable } from './incomparable.ts'
import { infer } from './infer.ts'
import { placeIn, type Scope } from './scope.ts'
import { inferWordOr, type Side, takesWords } from './side.ts'

/** `provider in [openai, groq]`, `context not in [128k]`: one of the items, or none. */
export function inferIn(expr: Expr & { kind: 'in' }, scope: Scope): Condition | undefined {
  const typed = infer(expr.operand, scope)
  if (typed === undefined) return undefined
  const left = { expr: expr.operand, typed }
  const words = takesWords(expr.operand, scope)
  const operands: Condition[] = []
  for (const item of expr.items) {
    const place = placeIn(scope, item)
    const found = words ? inferWordOr(item, scope) : infer(item, scope)
    if (found === undefined) continue
    const pair = { left, relation: 'eq', right: { expr: item, typed: found }, place, expr } as const
    if (!canBeCompared(left)) return reportIncomparable(pair, scope)
    const operand = comparison(pair, scope)
    if (operand !== undefined) operands.push(operand)
  }
  if (operands.length < expr.items.length) return undefined
  const place = placeIn(scope, expr)
  const [only] = operands
  const any: Condition =
    operands.length === 1 && only !== undefined ? only : { kind: 'or', place, operands }
  return expr.negated ? { kind: 'not', place, operand: any } : any
}

/** False where what stands before `in` is wrong by itself, whatever the items. */
function canBeCompared({ typed }: Side): boolean {
  if (typed.sort === 'score') return typed.score.kind === 'field'
  return typed.sort !== 'condition'
}
