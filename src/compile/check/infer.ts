import { unreachable } from '../../base/unreachable.ts'
import type { Expr } from '../../syntax/ast.ts'
import { ATOMS } from './atoms.ts'
import { inferCall } from './call.ts'
import { inferCapability } from './capability.ts'
import { inferBetween, inferCompare } from './compare.ts'
import type { Condition } from './condition.ts'
import type { Value } from './constant.ts'
import { expectCondition } from './expect-condition.ts'
import { expectScore } from './expect-score.ts'
import { inferKnown, inferTop } from './field-condition.ts'
import { inferIs } from './identity.ts'
import { inferMatch } from './match.ts'
import { inferIn } from './membership.ts'
import { checkMixing } from './mixing.ts'
import { inferName } from './name.ts'
import { inferProduct } from './product.ts'
import { inferQuantity } from './quantity.ts'
import { checkRawTerm } from './raw-term.ts'
import { placeIn, type Scope } from './scope.ts'
import { inferNegate, inferSum } from './sum.ts'
import type { Typed, TypedConstant } from './typed.ts'

/**
 * What an expression is: a condition, a score, a constant, or the name of what is compared with
 * names. Undefined when something in it is wrong, which was then reported.
 */
export function infer(expr: Expr, scope: Scope): Typed | undefined {
  switch (expr.kind) {
    case 'group':
      return infer(expr.inner, scope)
    case 'name':
      return inferName(expr, scope)
    case 'quantity':
      return inferQuantity(expr, scope)
    case 'text':
      return literal(expr, { kind: 'text', value: expr.text }, scope)
    case 'boolean':
      return literal(expr, { kind: 'flag', value: expr.value }, scope)
    case 'sum':
      return inferSum(expr, scope)
    case 'product':
      return inferProduct(expr, scope)
    case 'negate':
      return inferNegate(expr, scope)
    case 'call':
      return inferCall(expr, scope)
    case 'if':
      return inferIf(expr, scope)
    case 'match':
      return inferMatch(expr, scope)
    case 'term':
      return inferTerm(expr, scope)
    default:
      return asCondition(inferCondition(expr, scope))
  }
}

function literal(
  expr: Expr,
  value: Exclude<Value, { kind: 'number' }>,
  scope: Scope,
): TypedConstant {
  const constant = { kind: 'value', place: placeIn(scope, expr), value } as const
  return { sort: 'constant', type: { kind: value.kind }, constant }
}

type ConditionKind =
  | 'and'
  | 'or'
  | 'not'
  | 'compare'
  | 'between'
  | 'in'
  | 'is'
  | 'atom'
  | 'has'
  | 'top'
  | 'known'

/** Whatever can only be a condition. */
function inferCondition(
  expr: Extract<Expr, { kind: ConditionKind }>,
  scope: Scope,
): Condition | undefined {
  const place = placeIn(scope, expr)
  switch (expr.kind) {
    case 'and':
    case 'or': {
      if (expr.kind === 'or') checkMixing(expr, scope)
      const operands = expr.operands.map((operand) => expectCondition(operand, scope))
      const sound = operands.filter((operand) => operand !== undefined)
      return sound.length === operands.length
        ? { kind: expr.kind, place, operands: sound }
        : undefined
    }
    case 'not': {
      const operand = expectCondition(expr.operand, scope)
      return operand && { kind: 'not', place, operand }
    }
    case 'compare':
      return inferCompare(expr, scope)
    case 'between':
      return inferBetween(expr, scope)
    case 'in':
      return inferIn(expr, scope)
    case 'is':
      return inferIs(expr, scope)
    case 'atom':
      return ATOMS[expr.atom](place)
    case 'has':
      return inferCapability(expr, scope)
    case 'top':
      return inferTop(expr, scope)
    case 'known':
      return inferKnown(expr, scope)
    default:
      return unreachable(expr)
  }
}

function asCondition(condition: Condition | undefined): Typed | undefined {
  return condition && { sort: 'condition', condition }
}

/** `score if condition` */
function inferIf(expr: Expr & { kind: 'if' }, scope: Scope): Typed | undefined {
  const score = expectScore(expr.value, scope)
  const condition = expectCondition(expr.condition, scope)
  if (score === undefined || condition === undefined) return undefined
  const place = placeIn(scope, expr)
  return {
    sort: 'score',
    score: { kind: 'gate', place, condition, score: score.score },
    unit: score.unit,
  }
}

/** A raw term is what its operation makes. */
function inferTerm(expr: Expr & { kind: 'term' }, scope: Scope): Typed | undefined {
  const raw = checkRawTerm(expr, ['Pred', 'Scorer'], scope)
  if (raw === undefined) return undefined
  return raw.sort === 'Pred'
    ? { sort: 'condition', condition: raw }
    : { sort: 'score', score: raw, unit: undefined }
}
