import type { Expr } from '../../syntax/ast.ts'
import type { Constant } from './constant.ts'
import { reportNoNumber } from './expect-number.ts'
import { infer } from './infer.ts'
import { report, type Scope, textOf } from './scope.ts'
import { UNIT_NAMES } from './units.ts'

export interface WantedCount {
  /** What takes the number, as messages say it. */
  readonly by: string
  readonly least: 0 | 1
}

/**
 * An expression where a whole number stands. Adds UH2008 and UH2002 for what is no constant
 * number, UH2019 for one that is not whole or too small.
 */
export function expectCount(expr: Expr, wanted: WantedCount, scope: Scope): Constant | undefined {
  const typed = infer(expr, scope)
  if (typed === undefined) return undefined
  if (typed.sort !== 'constant' || typed.type.kind !== 'number') {
    return reportNoNumber(expr, typed, scope)
  }
  const { unit } = typed.type
  const text = textOf(scope, expr)
  if (unit !== 'number' && unit !== 'count' && unit !== 'tokens') {
    return report(scope, 'UH2019', {
      node: expr,
      message: `${wanted.by} takes a whole number, but \`${text}\` is ${UNIT_NAMES[unit]}`,
    })
  }
  const { constant } = typed
  if (constant.kind !== 'value' || isCount(constant.value.value, wanted)) return constant
  return report(scope, 'UH2019', {
    node: expr,
    message: `${wanted.by} takes a whole number of at least ${wanted.least}, but \`${text}\` is not one`,
  })
}

/** Whether a number counts something, from `least` up. */
export function isCount(value: unknown, { least }: Pick<WantedCount, 'least'>): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least
}
