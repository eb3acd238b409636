import type { Relation } from '../../ir/relations.ts'
import type { Comparison, Expr } from '../../syntax/ast.ts'
import { MIRRORED } from '../known-guard.ts'
import type { Place } from '../place.ts'
import { compareConstants } from './compare-constants.ts'
import { compareField } from './compare-field.ts'
import { compareSubject } from './compare-subject.ts'
import type { Condition } from './condition.ts'
import { reportIncomparable } from './incomparable.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import { type ConstantSide, inferSides, isConstantSide, type Side } from './side.ts'

/** `a <= b`, or a chain `0.5 <= quality < 0.9`: every pair of neighbours has to hold. */
export function inferCompare(
  expr: Expr & { kind: 'compare' },
  scope: Scope,
): Condition | undefined {
  const sides = inferSides([expr.first, ...expr.rest.map((each) => each.operand)], scope)
  if (sides === undefined) return undefined
  const place = placeIn(scope, expr)
  const operands: Condition[] = []
  for (const [i, { op }] of expr.rest.entries()) {
    const left = sides[i]
    const right = sides[i + 1]
    if (left === undefined || right === undefined) return undefined
    const condition = comparison({ left, relation: RELATION_OF[op], right, place, expr }, scope)
    if (condition === undefined) return undefined
    operands.push(condition)
  }
  const [only] = operands
  return operands.length === 1 ? only : { kind: 'and', place, operands }
}

const RELATION_OF = {
  '=': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
} as const satisfies Record<Comparison, Relation>

/** Two things that are compared, and where. */
export interface Pair {
  readonly left: Side
  readonly relation: Relation
  readonly right: Side
  /** Of the whole comparison. */
  readonly place: Place
  readonly expr: Expr
}

/** The same where the second is a constant, or where both are. */
export interface PairWithConstant extends Pair {
  readonly right: ConstantSide
}

export interface ConstantPair extends PairWithConstant {
  readonly left: ConstantSide
}

/** What a comparison says, after finding out what is compared with what. */
export function comparison(pair: Pair, scope: Scope): Condition | undefined {
  const { left, relation, right } = pair
  if (isConstantSide(left)) {
    if (isConstantSide(right)) return compareConstants({ ...pair, left, right }, scope)
    return comparison({ ...pair, left: right, relation: MIRRORED[relation], right: left }, scope)
  }
  if (!isConstantSide(right)) return reportIncomparable(pair, scope)
  const { typed } = left
  if (typed.sort === 'subject') return compareSubject(typed, { ...pair, right }, scope)
  if (typed.sort === 'score' && typed.score.kind === 'field') {
    return compareField(typed.score.field, { ...pair, right }, scope)
  }
  return reportIncomparable(pair, scope)
}

/** `context between 32k and 1M`, both ends included. Adds UH2014 when no value lies between. */
export function inferBetween(
  expr: Expr & { kind: 'between' },
  scope: Scope,
): Condition | undefined {
  const sides = inferSides([expr.low, expr.operand, expr.high], scope)
  if (sides === undefined) return undefined
  const [low, operand, high] = sides
  if (low === undefined || operand === undefined || high === undefined) return undefined
  const place = placeIn(scope, expr)
  const above = comparison({ left: operand, relation: 'ge', right: low, place, expr }, scope)
  const below =
    above && comparison({ left: operand, relation: 'le', right: high, place, expr }, scope)
  if (above === undefined || below === undefined) return undefined
  const [from, to] = [low, high].map(numberOf)
  if (from !== undefined && to !== undefined && from > to) {
    return report(scope, 'UH2014', {
      node: { span: { start: expr.low.span.start, end: expr.high.span.end } },
      message: `nothing lies between \`${textOf(scope, expr.low)}\` and \`${textOf(scope, expr.high)}\``,
      help: `write the smaller first: \`between ${textOf(scope, expr.high)} and ${textOf(scope, expr.low)}\``,
    })
  }
  return { kind: 'and', place, operands: [above, below] }
}

function numberOf({ typed }: Side): number | undefined {
  if (typed.sort !== 'constant' || typed.constant.kind !== 'value') return undefined
  const { value } = typed.constant
  return value.kind === 'number' ? value.value : undefined
}
