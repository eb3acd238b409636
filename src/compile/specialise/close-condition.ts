import { nearestName } from '../../base/nearest-name.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Condition, FieldComparison, SubjectComparison } from '../check/condition.ts'
import type { Test, Value } from '../check/constant.ts'
import { domainFault } from '../check/domain.ts'
import { chosenArm } from '../fold-constant.ts'
import { holds } from '../known-guard.ts'
import { problem } from '../problem.ts'
import { quantityText } from '../quantity-text.ts'
import type { ClosedCondition } from './closed.ts'
import { type Closing, closeNumber, closeValue } from './closing.ts'

/**
 * A condition with its parameters bound. Adds UH2006 for a value outside the domain of the field
 * it is compared with, UH2007 for a text that is no tier.
 */
export function closeCondition(condition: Condition, closing: Closing): ClosedCondition {
  const { place } = condition
  closing.partsLeft -= 1
  if (closing.partsLeft < 0) return { kind: 'always', place, holds: false }
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const operands = condition.operands.map((operand) => closeCondition(operand, closing))
      return { kind: condition.kind, place, operands }
    }
    case 'not':
      return { kind: 'not', place, operand: closeCondition(condition.operand, closing) }
    case 'compare':
      return closeComparison(condition, closing)
    case 'subject':
      return closeSubject(condition, closing)
    case 'test':
      return { kind: 'always', place, holds: testHolds(condition.test, closing) }
    case 'flag':
      return { kind: 'always', place, holds: closeValue(condition.value, closing).value === true }
    case 'match': {
      const arm = chosenArm(condition, closing.bindings)
      if (arm === undefined) throw new Error('a checked match has an arm for every value')
      return closeCondition(arm, closing)
    }
    case 'always':
    case 'known':
    case 'is':
    case 'has':
    case 'request':
    case 'term':
      return condition
    default:
      return unreachable(condition)
  }
}

function closeComparison(condition: FieldComparison, closing: Closing): ClosedCondition {
  const { place, field, relation } = condition
  const value = closeNumber(condition.value, closing)
  if (condition.value.kind !== 'value') {
    const text = value < 0 ? `${value}` : quantityText(value, field.unit)
    const fault = domainFault(field, { value, text, relation })
    if (fault !== undefined) {
      const { message, help } = fault
      closing.diagnostics.push(problem('UH2006', condition.value.place, { message, help }))
    }
  }
  return { kind: 'compare', place, field, relation, value }
}

function closeSubject(condition: SubjectComparison, closing: Closing): ClosedCondition {
  const { place, subject, relation } = condition
  const name = String(closeValue(condition.value, closing).value)
  const { tiers } = closing.vocabulary
  if (subject === 'tier' && !tiers.includes(name)) {
    const nearest = nearestName(name, tiers)
    closing.diagnostics.push(
      problem('UH2007', condition.value.place, {
        message: `\`${name}\` is not a tier`,
        help:
          nearest === undefined
            ? `tiers are ${tiers.map((tier) => `\`${tier}\``).join(' < ')}`
            : `did you mean \`${nearest}\`?`,
      }),
    )
  }
  return { kind: 'subject', place, subject, relation, name }
}

function testHolds({ left, relation, right }: Test, closing: Closing): boolean {
  const [a, b]: readonly Value[] = [closeValue(left, closing), closeValue(right, closing)]
  if (a?.kind === 'number' && b?.kind === 'number') {
    return holds(a.value, { relation, value: b.value })
  }
  return (a?.value === b?.value) === (relation === 'eq')
}
