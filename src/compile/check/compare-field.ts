import type { Unit } from '../../catalog/units.ts'
import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import { writeInstead } from '../problem.ts'
import type { PairWithConstant } from './compare.ts'
import type { Condition } from './condition.ts'
import type { Constant } from './constant.ts'
import { domainFault } from './domain.ts'
import { kindOf } from './expect-condition.ts'
import { reportBare, reportMoney } from './expect-number.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import { fieldOfUnit, fitOf, UNIT_EXAMPLES, UNIT_NAMES, unitLabel } from './units.ts'

/**
 * A field (left) against a constant (right). Adds UH2002 for a constant that is no number, UH2003
 * to UH2005 for one of another unit, UH2006 for one outside the domain, UH7002 for equality of
 * measured figures.
 */
export function compareField(
  field: NumFieldInfo,
  pair: PairWithConstant,
  scope: Scope,
): Condition | undefined {
  const { left, relation, right, place } = pair
  const { constant, type } = right.typed
  if (type.kind !== 'number') {
    return report(scope, 'UH2002', {
      node: right.expr,
      message: `\`${field.name}\` is ${UNIT_NAMES[field.unit]}, but \`${textOf(scope, right.expr)}\` is ${kindOf(right.typed)}`,
      also: [{ ...placeIn(scope, left.expr), label: unitLabel(field.unit) }],
      help: `compare it with ${UNIT_NAMES[field.unit]} such as \`${UNIT_EXAMPLES[field.unit]}\``,
    })
  }
  const fit = fitOf(field.unit, type.unit)
  const wanted = { unit: field.unit, by: `\`${field.name}\`` }
  if (fit === 'money-for-price') return reportMoney(right.expr, scope)
  if (fit === 'bare') return reportBare(right.expr, wanted, scope)
  if (fit === 'other') return reportUnits(field, { pair, found: type.unit }, scope)
  if (!isInDomain(field, { pair, constant }, scope)) return undefined
  if (relation === 'eq' || relation === 'ne') warnEquality(field, { pair, constant }, scope)
  return { kind: 'compare', place, field, relation, value: constant }
}

function reportUnits(
  field: NumFieldInfo,
  { pair, found }: { readonly pair: PairWithConstant; readonly found: Unit },
  scope: Scope,
): undefined {
  const { left, right } = pair
  const text = textOf(scope, right.expr)
  const other = fieldOfUnit(found, scope.context.vocabulary)
  const example = `${UNIT_NAMES[field.unit]} such as \`${UNIT_EXAMPLES[field.unit]}\``
  const { start, end } = pair.expr.span
  const swapped =
    other &&
    scope.module.source.text.slice(start, left.expr.span.start) +
      other +
      scope.module.source.text.slice(left.expr.span.end, end)
  return report(scope, 'UH2003', {
    node: right.expr,
    message: `\`${field.name}\` is ${UNIT_NAMES[field.unit]}, but \`${text}\` is ${UNIT_NAMES[found]}`,
    label: unitLabel(found),
    also: [{ ...placeIn(scope, left.expr), label: UNIT_NAMES[field.unit].replace(/^an? /, '') }],
    help:
      swapped === undefined ? `write ${example}` : `did you mean \`${swapped}\`, or ${example}?`,
    fix: other === undefined ? undefined : writeInstead(left.expr.span, other),
  })
}

interface Against {
  readonly pair: PairWithConstant
  readonly constant: Constant
}

/** Whether a known constant lies in the domain; one that parameters decide is looked at later. */
function isInDomain(field: NumFieldInfo, { pair, constant }: Against, scope: Scope): boolean {
  if (constant.kind !== 'value' || constant.value.kind !== 'number') return true
  const text = textOf(scope, pair.right.expr)
  const fault = domainFault(field, { value: constant.value.value, text, relation: pair.relation })
  if (fault === undefined) return true
  const { message, help, instead } = fault
  const span = instead?.replaces === 'comparison' ? pair.expr.span : pair.right.expr.span
  report(scope, 'UH2006', {
    node: pair.right.expr,
    message,
    help,
    fix: instead && writeInstead(span, instead.text),
  })
  return false
}

/** Figures that are averages or measurements are hardly ever equal to a number someone wrote. */
function warnEquality(field: NumFieldInfo, { pair, constant }: Against, scope: Scope): void {
  if (field.unit !== 'ratio' && field.unit !== 'duration' && field.unit !== 'rate') return
  const value = constant.kind === 'value' ? constant.value.value : undefined
  if (field.domain.some((end) => end === value)) return
  report(scope, 'UH7002', {
    node: pair.expr,
    message: `\`${field.name}\` is measured, and hardly ever exactly \`${textOf(scope, pair.right.expr)}\``,
    help: 'compare with `<=` or `>=`, or give both ends with `between … and …`',
  })
}
