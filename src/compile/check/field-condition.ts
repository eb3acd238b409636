import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import { rankFieldName } from '../../ir/vocabulary.ts'
import type { Expr, Name } from '../../syntax/ast.ts'
import { knownGuard } from '../known-guard.ts'
import { writeInstead } from '../problem.ts'
import { suggest } from '../suggest.ts'
import type { Condition } from './condition.ts'
import { expectCount } from './count.ts'
import { placeIn, report, type Scope } from './scope.ts'

/** `top 5 by quality`. Adds UH1014 for a name that is no ranked field, UH2019 for a bad count. */
export function inferTop(expr: Expr & { kind: 'top' }, scope: Scope): Condition | undefined {
  const value = expectCount(expr.count, { by: '`top`', least: 1 }, scope)
  const field = expectField(expr.field, scope)
  if (field === undefined || value === undefined) return undefined
  const { info } = scope.context.vocabulary
  const rank = info.get(rankFieldName(field.name))
  if (rank === undefined || !('unit' in rank)) {
    const ranked = [...info.values()].flatMap((each) =>
      'ranked' in each && each.ranked ? [`\`${each.name}\``] : [],
    )
    return report(scope, 'UH1014', {
      node: expr.field,
      message: `models are not ranked by \`${field.name}\``,
      help: `they are ranked by ${ranked.slice(0, 6).join(', ')}${ranked.length > 6 ? ', …' : ''}`,
    })
  }
  return { kind: 'compare', place: placeIn(scope, expr), field: rank, relation: 'le', value }
}

/** `known quality`. Adds UH1014 for a name that is no field, UH3005 where nothing can tell. */
export function inferKnown(expr: Expr & { kind: 'known' }, scope: Scope): Condition | undefined {
  const { text } = expr.field
  const info = scope.context.vocabulary.info.get(text)
  if (info !== undefined && !('unit' in info)) {
    return report(scope, 'UH3005', {
      node: expr.field,
      message: `\`${text}\` is a yes-or-no field, and where nothing is said the answer is no`,
      help: `write \`${text}\` or \`not ${text}\``,
    })
  }
  const field = expectField(expr.field, scope)
  if (field === undefined) return undefined
  if (knownGuard(field) === undefined) {
    return report(scope, 'UH3005', {
      node: expr.field,
      message: `\`${text}\` is ${field.field.default} as long as nothing is known, like any other value`,
      help: 'leave the condition out: it could not tell the two apart',
    })
  }
  return { kind: 'known', place: placeIn(scope, expr), field }
}

/** The number field of that name. Adds UH1014 for any other name. */
export function expectField(name: Name, scope: Scope): NumFieldInfo | undefined {
  const { info } = scope.context.vocabulary
  const found = info.get(name.text)
  if (found !== undefined && 'unit' in found) return found
  const fields = [...info.values()].filter((each) => 'unit' in each).map((each) => each.name)
  const nearest = suggest(name.text, fields, scope.context.diagnostics)
  return report(scope, 'UH1014', {
    node: name,
    message:
      found === undefined
        ? `\`${name.text}\` is not a field`
        : `\`${name.text}\` is a yes-or-no field, but a number is expected here`,
    help:
      nearest === undefined
        ? `number fields are ${fields
            .slice(0, 6)
            .map((field) => `\`${field}\``)
            .join(', ')}, …`
        : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(name.span, nearest),
  })
}
