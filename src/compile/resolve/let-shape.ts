import type { Expr } from '../../syntax/ast.ts'
import { partsOf } from '../../syntax/expr-parts.ts'
import type { LetDefinition, Module } from './module.ts'
import { isSubjectName } from './subjects.ts'
import { textLet } from './text-let.ts'

/** What the value of a `let` is made of. */
export interface LetShape {
  readonly refersTo: readonly LetDefinition[]
  /** Levels of the expression, `let`s not looked into. */
  readonly height: number
}

/** The `let`s that the value of a `let` refers to, and how deep it is. */
export function letShape({ item, home }: LetDefinition): LetShape {
  const refersTo = new Set<LetDefinition>()
  const height = visit(item.value)
  return { refersTo: [...refersTo], height }

  function visit(expr: Expr): number {
    const referent = referentOf(expr, home)
    if (referent !== undefined) refersTo.add(referent)
    const beside = subjectOf(expr)
    let height = 0
    for (const part of partsOf(expr)) {
      if (part.kind === 'name' && beside !== undefined && part !== beside) {
        const word = textLet(part.text, home)
        if (word !== undefined) refersTo.add(word)
      } else height = Math.max(height, visit(part))
    }
    return height + 1
  }
}

/** The `let` that an expression is the name of, or that stands after its `is`. */
function referentOf(expr: Expr, home: Module): LetDefinition | undefined {
  if (expr.kind === 'is' && expr.value.kind === 'name') return textLet(expr.value.text, home)
  const found = expr.kind === 'name' ? home.names.get(expr.text) : undefined
  return found?.kind === 'let' ? found : undefined
}

/** The `provider`, or one like it, beside which the names of a comparison are words. */
function subjectOf(expr: Expr): Expr | undefined {
  const compares = expr.kind === 'compare' || expr.kind === 'between' || expr.kind === 'in'
  return compares ? partsOf(expr).find(isSubject) : undefined
}

function isSubject(expr: Expr): boolean {
  if (expr.kind === 'group') return isSubject(expr.inner)
  return expr.kind === 'name' && isSubjectName(expr.text)
}
