import { listed } from '../listed.ts'
import { writeInstead } from '../problem.ts'
import { suggest } from '../suggest.ts'
import type { ConstantPair } from './compare.ts'
import type { Condition } from './condition.ts'
import type { ConstantType } from './constant.ts'
import { kindOf } from './expect-condition.ts'
import { reportBare, reportMoney } from './expect-number.ts'
import { unitOf } from './operand.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { ConstantSide } from './side.ts'
import { fitOf, UNIT_EXAMPLES, UNIT_NAMES, unitLabel } from './units.ts'

/**
 * Two constants: what parameters decide. Adds UH2003 to UH2005 for numbers of different units,
 * UH2007 for a word that is none of the choices, UH3004 for what cannot be compared.
 */
export function compareConstants(pair: ConstantPair, scope: Scope): Condition | undefined {
  const { left, relation, right, place } = pair
  if (!areComparable(pair, scope)) return undefined
  const test = { left: left.typed.constant, relation, right: right.typed.constant }
  return { kind: 'test', place, test }
}

function areComparable(pair: ConstantPair, scope: Scope): boolean {
  const { left, relation, right } = pair
  const a = left.typed.type
  const b = right.typed.type
  if (a.kind === 'number' && b.kind === 'number') return haveCommonUnit(pair, scope)
  const words = isWord(a) && isWord(b)
  if (!words && !(a.kind === 'flag' && b.kind === 'flag')) {
    report(scope, 'UH3004', {
      node: right.expr,
      message: `\`${textOf(scope, left.expr)}\` is ${kindOf(left.typed)}, and cannot be compared with \`${textOf(scope, right.expr)}\`, ${kindOf(right.typed)}`,
    })
    return false
  }
  if (relation !== 'eq' && relation !== 'ne') {
    report(scope, 'UH3004', {
      node: pair.expr,
      message: `\`${textOf(scope, left.expr)}\` is ${kindOf(left.typed)}, which has no order`,
      help: 'compare it with `is`, `is not` or `in`',
    })
    return false
  }
  return isAmongChoices(left, right, scope) && isAmongChoices(right, left, scope)
}

function isWord({ kind }: ConstantType): boolean {
  return kind === 'text' || kind === 'choice'
}

/** Whether a known text (`side`) is one of the values that a parameter (`choice`) can have. */
function isAmongChoices(choice: ConstantSide, side: ConstantSide, scope: Scope): boolean {
  const { type } = choice.typed
  const text = knownText(side)
  if (type.kind !== 'choice' || text === undefined) return true
  const { labels } = type
  if (labels.includes(text)) return true
  const nearest = suggest(text, labels, scope.context.diagnostics)
  const name = textOf(scope, choice.expr)
  report(scope, 'UH2007', {
    node: side.expr,
    message: `\`${text}\` is not one of the values of \`${name}\``,
    help:
      nearest === undefined ? `its values are ${listed(labels)}` : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(side.expr.span, nearest),
  })
  return false
}

function knownText({ typed: { constant } }: ConstantSide): string | undefined {
  if (constant.kind !== 'value' || constant.value.kind !== 'text') return undefined
  return constant.value.value
}

function haveCommonUnit(pair: ConstantPair, scope: Scope): boolean {
  // The side that says its unit is what the other has to suit.
  const [wanted, other] =
    unitOf(pair.left.typed) === 'number' ? [pair.right, pair.left] : [pair.left, pair.right]
  const unit = unitOf(wanted.typed)
  const found = unitOf(other.typed)
  const fit = fitOf(unit, found)
  if (fit === 'fits' || fitOf(found, unit) === 'fits') return true
  const by = `\`${textOf(scope, wanted.expr)}\``
  if (fit === 'money-for-price') reportMoney(other.expr, scope)
  else if (fit === 'bare') reportBare(other.expr, { unit, by }, scope)
  else {
    report(scope, 'UH2003', {
      node: other.expr,
      message: `${by} is ${UNIT_NAMES[unit]}, but \`${textOf(scope, other.expr)}\` is ${UNIT_NAMES[found]}`,
      label: unitLabel(found),
      also: [{ ...placeIn(scope, wanted.expr), label: unitLabel(unit) }],
      help: `write ${UNIT_NAMES[unit]} such as \`${UNIT_EXAMPLES[unit]}\``,
    })
  }
  return false
}
