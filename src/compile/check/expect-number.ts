import type { Unit } from '../../catalog/units.ts'
import type { Expr } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import type { Constant } from './constant.ts'
import { kindOf } from './expect-condition.ts'
import { infer } from './infer.ts'
import { report, type Scope, textOf } from './scope.ts'
import type { Typed } from './typed.ts'
import { type Fit, fitOf, UNIT_EXAMPLES, UNIT_NAMES, unitLabel } from './units.ts'

/** What a number is wanted for, as messages say it. */
export interface Wanted {
  readonly unit: Unit
  /** `\`timeout\``: what takes the number. */
  readonly by: string
}

/**
 * An expression where a number of a certain unit stands. Adds UH2008 for what differs from
 * candidate to candidate, UH2002 for what is no number, UH2003 to UH2005 for another unit.
 */
export function expectNumber(expr: Expr, wanted: Wanted, scope: Scope): Constant | undefined {
  const typed = infer(expr, scope)
  if (typed === undefined) return undefined
  if (typed.sort !== 'constant' || typed.type.kind !== 'number') {
    return reportNoNumber(expr, typed, scope)
  }
  const fit = fitOf(wanted.unit, typed.type.unit)
  if (fit === 'fits') return typed.constant
  return reportMisfit(expr, { fit, found: typed.type.unit, wanted }, scope)
}

/** Says why an expression is no constant number. */
export function reportNoNumber(expr: Expr, typed: Typed, scope: Scope): undefined {
  const text = textOf(scope, expr)
  if (typed.sort === 'constant') {
    return report(scope, 'UH2002', {
      node: expr,
      message: `\`${text}\` is ${kindOf(typed)}, but a number is expected here`,
    })
  }
  return report(scope, 'UH2008', {
    node: expr,
    message: `\`${text}\` is ${kindOf(typed)}, but a number known beforehand is expected here`,
    help: 'write a number, a `let` that is one, or a parameter',
  })
}

interface Misfit {
  readonly fit: Exclude<Fit, 'fits'>
  readonly found: Unit
  readonly wanted: Wanted
}

function reportMisfit(expr: Expr, { fit, found, wanted }: Misfit, scope: Scope): undefined {
  const text = textOf(scope, expr)
  const { unit, by } = wanted
  if (fit === 'money-for-price') return reportMoney(expr, scope)
  if (fit === 'bare') return reportBare(expr, wanted, scope)
  return report(scope, 'UH2003', {
    node: expr,
    message: `${by} takes ${UNIT_NAMES[unit]}, but \`${text}\` is ${UNIT_NAMES[found]}`,
    label: unitLabel(found),
    help: `write ${UNIT_NAMES[unit]} such as \`${UNIT_EXAMPLES[unit]}\``,
  })
}

/** UH2005: dollars, but for how many tokens? */
export function reportMoney(expr: Expr, scope: Scope): undefined {
  const text = textOf(scope, expr)
  const literal = expr.kind === 'quantity'
  const fixed = `${literal ? expr.text : text}/Mtok`
  return report(scope, 'UH2005', {
    node: expr,
    message: `\`${text}\` is an amount of money, but a price is so much for so many tokens`,
    label: unitLabel('money'),
    help: literal
      ? `did you mean \`${fixed}\`, US dollars per million tokens?`
      : 'a price is written `$5/Mtok`, and a parameter that holds one is a `price`',
    fix: literal ? writeInstead(expr.span, fixed) : undefined,
  })
}

/** UH2004: a plain number where the unit has to be said. */
export function reportBare(expr: Expr, { unit, by }: Wanted, scope: Scope): undefined {
  const text = textOf(scope, expr)
  const fixed = expr.kind === 'quantity' ? withUnit(text, unit) : undefined
  return report(scope, 'UH2004', {
    node: expr,
    message: `${by} takes ${UNIT_NAMES[unit]}, but \`${text}\` has no unit`,
    label: 'plain number',
    help:
      fixed === undefined
        ? `${UNIT_NAMES[unit]} is written \`${UNIT_EXAMPLES[unit]}\`, and a parameter that holds one is declared \`${unit}\``
        : `did you mean \`${fixed}\`?`,
    fix: fixed === undefined ? undefined : writeInstead(expr.span, fixed),
  })
}

/** The number as written, with the unit in which the wire format carries it. */
function withUnit(digits: string, unit: Unit): string | undefined {
  switch (unit) {
    case 'price':
      return `$${digits}/Mtok`
    case 'money':
      return `$${digits}`
    case 'duration':
      // Few of them are hardly milliseconds.
      return Number(digits) <= 120 ? `${digits}s` : `${digits}ms`
    case 'rate':
      return `${digits} tok/s`
    default:
      return undefined
  }
}
