import type { Expr } from '../../syntax/ast.ts'
import type { Condition } from './condition.ts'
import { infer } from './infer.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { Typed } from './typed.ts'
import { UNIT_EXAMPLES } from './units.ts'

/** An expression where a condition stands. Adds UH2001 for anything else. */
export function expectCondition(expr: Expr, scope: Scope): Condition | undefined {
  const typed = infer(expr, scope)
  if (typed === undefined) return undefined
  if (typed.sort === 'condition') return typed.condition
  if (typed.sort === 'constant' && typed.type.kind === 'flag') {
    return { kind: 'flag', place: placeIn(scope, expr), value: typed.constant }
  }
  return report(scope, 'UH2001', {
    node: expr,
    message: `\`${textOf(scope, expr)}\` is ${kindOf(typed)}, but a condition is expected here`,
    help: helpFor(typed, textOf(scope, expr)),
  })
}

/** How messages call what an expression is. */
export function kindOf(typed: Typed): string {
  switch (typed.sort) {
    case 'condition':
      return 'a condition'
    case 'score':
      return typed.score.kind === 'field' ? 'a number of each model' : 'a score'
    case 'subject':
      return 'a name of each model'
    default:
      return CONSTANT_KINDS[typed.type.kind]
  }
}

const CONSTANT_KINDS = {
  number: 'a number',
  text: 'a text',
  flag: 'a flag',
  choice: 'one of several words',
} as const

function helpFor(typed: Typed, text: string): string {
  switch (typed.sort) {
    case 'score':
      return typed.score.kind === 'field'
        ? `compare it with a number: \`${text} >= ${UNIT_EXAMPLES[typed.score.field.unit]}\``
        : 'a score orders what passes the filter; to filter, compare a field with a number'
    case 'subject':
      return `compare it with a name: \`${text} is ${typed.subject === 'tier' ? 'partner' : 'openai'}\``
    default:
      return typed.sort === 'constant' && typed.type.kind === 'choice'
        ? `compare it with one of its values: \`${text} is ${typed.type.labels[0] ?? ''}\``
        : 'a condition is a comparison such as `quality >= 0.8`, a yes-or-no field, or `has tools`'
  }
}
