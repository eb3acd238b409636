import { unreachable } from '../../base/unreachable.ts'
import type { Expr, Setting, Transform as TransformClause } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import { isSubjectName } from '../resolve/subjects.ts'
import { isAbove } from './call.ts'
import type { Constant } from './constant.ts'
import { expectCondition, kindOf } from './expect-condition.ts'
import { expectNumber, reportNoNumber } from './expect-number.ts'
import { infer } from './infer.ts'
import { checkRawTerm } from './raw-term.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { RecipeStep, Transform } from './typed-policy.ts'

/**
 * What a policy does to the request, in the order written. Adds UH2014 for an empty range, UH7004
 * for a parameter set twice, and what the values add.
 */
export function checkTransforms(
  clauses: readonly TransformClause[],
  scope: Scope,
): readonly Transform[] {
  warnRepeated(clauses, scope)
  return clauses
    .map((clause) => checkTransform(clause, scope))
    .filter((transform) => transform !== undefined)
}

function checkTransform(clause: TransformClause, scope: Scope): Transform | undefined {
  const place = placeIn(scope, clause)
  switch (clause.kind) {
    case 'set': {
      const value = expectScalar(clause.value, scope)
      return value && { kind: 'set', place, param: clause.param.text, value }
    }
    case 'limit':
      return checkLimit(clause, scope)
    case 'jitter': {
      const by = expectAnyNumber(clause.by, scope)
      return by && { kind: 'jitter', place, param: clause.param.text, by }
    }
    case 'seed':
      return { kind: 'seed', place, param: clause.param.text }
    case 'apply': {
      const { transform } = clause
      if (transform.kind === 'term') return checkRawTerm(transform, ['Xform'], scope)
      return { kind: 'apply', place, name: transform.text }
    }
    case 'filter':
      return checkFilter(clause, scope)
    case 'when': {
      const condition = expectCondition(clause.pred, scope)
      const body = checkTransforms(clause.body, scope)
      return condition && { kind: 'when', place, condition, body }
    }
    case 'timeout': {
      const total = expectNumber(clause.total, { unit: 'duration', by: '`timeout`' }, scope)
      const wanted = { unit: 'duration', by: '`first token`' } as const
      const firstToken = clause.firstToken && expectNumber(clause.firstToken, wanted, scope)
      return total && { kind: 'timeout', place, total, firstToken }
    }
    default:
      return unreachable(clause)
  }
}

function checkLimit(
  clause: TransformClause & { kind: 'limit' },
  scope: Scope,
): Transform | undefined {
  const { range, param } = clause
  const low = expectAnyNumber(range.low, scope)
  const high = expectAnyNumber(range.high, scope)
  if (low === undefined || high === undefined) return undefined
  if (isAbove(low, high)) {
    return report(scope, 'UH2014', {
      node: range,
      message: `nothing lies in \`${textOf(scope, range)}\``,
      help: `write the lower end first: \`${textOf(scope, range.high)}..${textOf(scope, range.low)}\``,
    })
  }
  return { kind: 'limit', place: placeIn(scope, clause), param: param.text, low, high }
}

/** A number of whatever unit: only the host knows what its parameters measure. */
function expectAnyNumber(expr: Expr, scope: Scope): Constant | undefined {
  const typed = infer(expr, scope)
  if (typed === undefined) return undefined
  if (typed.sort === 'constant' && typed.type.kind === 'number') return typed.constant
  return reportNoNumber(expr, typed, scope)
}

/** A number, a text or a flag. A bare word that means nothing was likely meant as a text. */
function expectScalar(expr: Expr, scope: Scope): Constant | undefined {
  if (expr.kind === 'name' && !meansSomething(expr.text, scope)) {
    const quoted = JSON.stringify(expr.text)
    return report(scope, 'UH1001', {
      node: expr,
      message: `\`${expr.text}\` is not a \`let\` or a parameter`,
      help: `a text stands in double quotes: did you mean \`${quoted}\`?`,
      fix: writeInstead(expr.span, quoted),
    })
  }
  const typed = infer(expr, scope)
  if (typed === undefined) return undefined
  if (typed.sort === 'constant') return typed.constant
  return report(scope, 'UH2008', {
    node: expr,
    message: `\`${textOf(scope, expr)}\` is ${kindOf(typed)}, but a value known beforehand is expected here`,
    help: 'write a number, a text in double quotes, `true` or `false`',
  })
}

function meansSomething(text: string, { params, module, context }: Scope): boolean {
  return (
    params.has(text) ||
    module.names.has(text) ||
    context.vocabulary.info.has(text) ||
    isSubjectName(text)
  )
}

function checkFilter(
  clause: TransformClause & { kind: 'filter' },
  scope: Scope,
): Transform | undefined {
  const recipe: RecipeStep[] = []
  for (const step of clause.recipe) {
    const checked = step.kind === 'settings' ? checkSettings(step.entries, scope) : step.text
    if (checked !== undefined) recipe.push(checked)
  }
  if (recipe.length < clause.recipe.length) return undefined
  return { kind: 'filter', place: placeIn(scope, clause), medium: clause.medium, recipe }
}

function checkSettings(
  entries: readonly Setting[],
  scope: Scope,
): ReadonlyMap<string, Constant> | undefined {
  const settings = new Map<string, Constant>()
  for (const { key, value } of entries) {
    const constant = expectAnyNumber(value, scope)
    if (settings.has(key.text)) {
      report(scope, 'UH1003', { node: key, message: `\`${key.text}\` is given twice` })
    } else if (constant !== undefined) settings.set(key.text, constant)
  }
  return settings.size === entries.length ? settings : undefined
}

function warnRepeated(clauses: readonly TransformClause[], scope: Scope): void {
  const seen = new Map<string, TransformClause>()
  for (const clause of clauses) {
    if (clause.kind !== 'set' && clause.kind !== 'seed') continue
    const { text } = clause.param
    const first = seen.get(text)
    if (first === undefined) seen.set(text, clause)
    else {
      report(scope, 'UH7004', {
        node: clause,
        message: `\`${text}\` is set twice, and the second value holds`,
        label: 'this one holds',
        also: [{ ...placeIn(scope, first), label: 'this one is lost' }],
        help: 'delete the first',
      })
    }
  }
}
