import type { Unit } from '../../catalog/units.ts'
import type { Expr } from '../../syntax/ast.ts'
import { scoreOf } from './expect-score.ts'
import { infer } from './infer.ts'
import { folded, isNumber, isNumberConstant, type Operand, unitOf } from './operand.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { Typed, TypedConstant, TypedScore } from './typed.ts'
import { commonUnit, UNIT_NAMES, unitLabel } from './units.ts'

/** `a + b - c`: a constant when every operand is one, else a score. */
export function inferSum(expr: Expr & { kind: 'sum' }, scope: Scope): Typed | undefined {
  const operands: Operand<Typed>[] = []
  let sound = true
  const parts = [{ sign: '+', operand: expr.first }, ...expr.rest]
  for (const { sign, operand } of parts) {
    const typed = infer(operand, scope)
    if (typed === undefined) sound = false
    else operands.push({ sign: sign === '+' ? 1 : -1, expr: operand, typed })
  }
  if (!sound) return undefined
  const constants = operands.filter(isNumber)
  if (constants.length === operands.length) return sumOfConstants(expr, constants, scope)
  const scores: Operand<TypedScore>[] = []
  for (const { sign, expr: operand, typed } of operands) {
    const score = scoreOf(typed, operand, scope)
    if (score !== undefined) scores.push({ sign, expr: operand, typed: score })
  }
  return scores.length === operands.length ? sumOfScores(expr, scores, scope) : undefined
}

/** `-x` */
export function inferNegate(expr: Expr & { kind: 'negate' }, scope: Scope): Typed | undefined {
  const typed = infer(expr.operand, scope)
  if (typed === undefined) return undefined
  const place = placeIn(scope, expr)
  if (isNumberConstant(typed)) {
    const terms = [{ sign: -1, constant: typed.constant }] as const
    return folded({ kind: 'sum', place, terms }, { unit: unitOf(typed), expr, scope })
  }
  const score = scoreOf(typed, expr.operand, scope)
  if (score === undefined) return undefined
  const terms = [{ sign: -1, score: score.score }] as const
  return { sort: 'score', score: { kind: 'sum', place, terms }, unit: score.unit }
}

function sumOfConstants(
  expr: Expr,
  operands: readonly Operand<TypedConstant>[],
  scope: Scope,
): TypedConstant | undefined {
  let unit: Unit = operands[0] === undefined ? 'number' : unitOf(operands[0].typed)
  for (const { expr: operand, typed } of operands) {
    const common = commonUnit(unit, unitOf(typed))
    if (common === undefined) {
      return report(scope, 'UH2020', {
        node: operand,
        message: `\`${textOf(scope, operand)}\` is ${UNIT_NAMES[unitOf(typed)]}, and cannot be added to ${UNIT_NAMES[unit]}`,
        label: unitLabel(unitOf(typed)),
      })
    }
    unit = common
  }
  const terms = operands.map(({ sign, typed }) => ({ sign, constant: typed.constant }))
  return folded({ kind: 'sum', place: placeIn(scope, expr), terms }, { unit, expr, scope })
}

function sumOfScores(
  expr: Expr,
  operands: readonly Operand<TypedScore>[],
  scope: Scope,
): TypedScore | undefined {
  let unit: Unit | undefined
  let first: Operand<TypedScore> | undefined
  let like = true
  for (const operand of operands) {
    const { score, unit: found } = operand.typed
    if (found === undefined || found === 'number') continue
    if (unit === undefined || first === undefined) {
      unit = found
      first = operand
    } else if (commonUnit(unit, found) === undefined) {
      if (score.kind === 'number' || first.typed.score.kind === 'number') {
        return reportUnlikeConstant(first, operand, scope)
      }
      if (like) warnUnlike(first, operand, scope)
      like = false
    }
  }
  const terms = operands.map(({ sign, typed }) => ({ sign, score: typed.score }))
  const score = { kind: 'sum', place: placeIn(scope, expr), terms } as const
  return { sort: 'score', score, unit: like ? unit : undefined }
}

function reportUnlikeConstant(
  first: Operand<TypedScore>,
  second: Operand<TypedScore>,
  scope: Scope,
): undefined {
  const names = describeBoth(first, second, scope)
  return report(scope, 'UH2020', {
    ...names,
    message: `${names.message}, and cannot be added`,
    help: 'write the constant in the unit of what it is added to',
  })
}

function warnUnlike(
  first: Operand<TypedScore>,
  second: Operand<TypedScore>,
  scope: Scope,
): undefined {
  const names = describeBoth(first, second, scope)
  return report(scope, 'UH4004', {
    ...names,
    message: `${names.message}; whichever figures are larger decide alone`,
    help: `bring both to 0..1 and weigh them: \`0.5 * norm(${textOf(scope, first.expr)}) ${second.sign === 1 ? '+' : '-'} 0.5 * norm(${textOf(scope, second.expr)})\``,
  })
}

function describeBoth(first: Operand<TypedScore>, second: Operand<TypedScore>, scope: Scope) {
  const [a, b] = [first.typed.unit ?? 'number', second.typed.unit ?? 'number'] as const
  return {
    node: second.expr,
    message: `\`${textOf(scope, first.expr)}\` is ${UNIT_NAMES[a]}, but \`${textOf(scope, second.expr)}\` is ${UNIT_NAMES[b]}`,
    label: unitLabel(b),
    also: [{ ...placeIn(scope, first.expr), label: unitLabel(a) }],
  }
}
