import type { Expr } from '../../syntax/ast.ts'
import { listed } from '../listed.ts'
import { writeInstead } from '../problem.ts'
import { quantityText } from '../quantity-text.ts'
import { suggest } from '../suggest.ts'
import type { Constant, ConstantType } from './constant.ts'
import { isCount } from './count.ts'
import { kindOf } from './expect-condition.ts'
import { expectNumber } from './expect-number.ts'
import { infer } from './infer.ts'
import type { Param, ParamRange } from './param.ts'
import { report, type Scope, textOf } from './scope.ts'
import { inferWordOr } from './side.ts'
import { UNIT_EXAMPLES } from './units.ts'

/**
 * A value given to a parameter: in a call, in `extends`, or as its default. Adds UH2003 to UH2005
 * for another unit, UH2010 for another kind, UH2007 for none of the choices, UH2019 for a count
 * that is not whole, UH2011 for one outside the range.
 */
export function expectArgument(expr: Expr, param: Param, scope: Scope): Constant | undefined {
  const { type } = param
  switch (type.kind) {
    case 'number':
      return expectNumberArgument(expr, { param, unit: type.unit }, scope)
    case 'choice':
      return expectChoice(expr, { param, labels: type.labels }, scope)
    default:
      return expectKind(expr, param, scope)
  }
}

function expectNumberArgument(
  expr: Expr,
  {
    param,
    unit,
  }: { readonly param: Param; readonly unit: Parameters<typeof expectNumber>[1]['unit'] },
  scope: Scope,
): Constant | undefined {
  const constant = expectNumber(expr, { unit, by: `\`${param.name}\`` }, scope)
  if (constant?.kind !== 'value' || constant.value.kind !== 'number') return constant
  const { value } = constant.value
  if (unit === 'count' && !isCount(value, { least: 0 })) {
    return report(scope, 'UH2019', {
      node: expr,
      message: `\`${param.name}\` is a count, but \`${textOf(scope, expr)}\` is not a whole number`,
    })
  }
  const fault = rangeFault(param, value)
  if (fault === undefined) return { ...constant, value: { ...constant.value, unit } }
  return report(scope, 'UH2011', {
    node: expr,
    message: `\`${textOf(scope, expr)}\` is outside the range of \`${param.name}\`, ${fault.text}`,
    also: [{ ...fault.range.place, label: 'the range' }],
    help: 'choose a value within it, both ends included',
  })
}

/** The range that a number misses, and how people write it. */
export function rangeFault(
  { range, type }: Param,
  value: number,
): { readonly range: ParamRange; readonly text: string } | undefined {
  if (range === undefined || type.kind !== 'number') return undefined
  if (value >= range.low && value <= range.high) return undefined
  const [low, high] = [range.low, range.high].map((end) =>
    end < 0 ? `-${quantityText(-end, type.unit)}` : quantityText(end, type.unit),
  )
  return { range, text: `\`${low}..${high}\`` }
}

/** A label stands for itself; another name may be a parameter that is the same choice. */
function expectChoice(
  expr: Expr,
  { param, labels }: { readonly param: Param; readonly labels: readonly string[] },
  scope: Scope,
): Constant | undefined {
  const label = expr.kind === 'name' && labels.includes(expr.text)
  const typed = label ? labelConstant(expr, scope) : inferWordOr(expr, scope)
  if (typed === undefined) return undefined
  if (typed.sort !== 'constant' || !isWord(typed.type)) {
    return reportKind(expr, param, scope)
  }
  if (typed.type.kind === 'choice' && typed.type.labels.every((each) => labels.includes(each))) {
    return typed.constant
  }
  const { constant } = typed
  const text = constant.kind === 'value' ? String(constant.value.value) : undefined
  if (text === undefined) return reportKind(expr, param, scope)
  if (labels.includes(text)) return constant
  const nearest = suggest(text, labels, scope.context.diagnostics)
  return report(scope, 'UH2007', {
    node: expr,
    message: `\`${text}\` is not one of the values of \`${param.name}\``,
    help:
      nearest === undefined ? `its values are ${listed(labels)}` : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(expr.span, nearest),
  })
}

function labelConstant(expr: Expr & { kind: 'name' }, scope: Scope) {
  return infer({ ...expr, kind: 'text' }, scope)
}

function isWord({ kind }: ConstantType): boolean {
  return kind === 'text' || kind === 'choice'
}

function expectKind(expr: Expr, param: Param, scope: Scope): Constant | undefined {
  const typed = infer(expr, scope)
  if (typed === undefined) return undefined
  const found = typed.sort === 'constant' ? typed.type : undefined
  const fits =
    found !== undefined &&
    (found.kind === param.type.kind || (param.type.kind === 'text' && isWord(found)))
  if (fits && typed.sort === 'constant') return typed.constant
  return report(scope, 'UH2010', {
    node: expr,
    message: `\`${param.name}\` is ${typeName(param.type)}, but \`${textOf(scope, expr)}\` is ${kindOf(typed)}`,
    help: param.type.kind === 'flag' ? 'write `true` or `false`' : 'write a text in double quotes',
  })
}

function reportKind(expr: Expr, param: Param, scope: Scope): undefined {
  return report(scope, 'UH2010', {
    node: expr,
    message: `\`${param.name}\` is ${typeName(param.type)}, but \`${textOf(scope, expr)}\` is none of them`,
  })
}

/** How messages call what a parameter takes. */
export function typeName(type: ConstantType): string {
  switch (type.kind) {
    case 'number':
      return `a ${type.unit}`
    case 'choice':
      return `one of ${listed(type.labels)}`
    case 'flag':
      return 'a flag'
    default:
      return 'a text'
  }
}

/** A value that a parameter could have, as people write it. */
export function exampleOf({ type }: Param): string {
  switch (type.kind) {
    case 'number':
      return UNIT_EXAMPLES[type.unit]
    case 'choice':
      return type.labels[0] ?? ''
    case 'flag':
      return 'true'
    default:
      return '"eu"'
  }
}
