import type { Expr } from '../../syntax/ast.ts'
import { kindOf } from './expect-condition.ts'
import { infer } from './infer.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { Typed, TypedScore } from './typed.ts'

/** An expression where a score stands; a number is one too. Adds UH2002 for anything else. */
export function expectScore(expr: Expr, scope: Scope): TypedScore | undefined {
  const typed = infer(expr, scope)
  return typed && scoreOf(typed, expr, scope)
}

/** What an expression that was checked is worth as a score. */
export function scoreOf(typed: Typed, expr: Expr, scope: Scope): TypedScore | undefined {
  if (typed.sort === 'score') return typed
  if (typed.sort === 'constant' && typed.type.kind === 'number') {
    const score = { kind: 'number', place: placeIn(scope, expr), value: typed.constant } as const
    return { sort: 'score', score, unit: typed.type.unit }
  }
  const text = textOf(scope, expr)
  return report(scope, 'UH2002', {
    node: expr,
    message: `\`${text}\` is ${kindOf(typed)}, but a score is expected here`,
    help:
      typed.sort === 'condition'
        ? `a condition becomes a score with \`1 if ${text}\``
        : 'a score is made of number fields, numbers, `+ - *`, `norm(…)` and `clamp(…)`',
  })
}
