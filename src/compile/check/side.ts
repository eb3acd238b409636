import type { Expr, Word } from '../../syntax/ast.ts'
import { isSubjectName } from '../resolve/subjects.ts'
import { textLet } from '../resolve/text-let.ts'
import { infer } from './infer.ts'
import { placeIn, type Scope } from './scope.ts'
import type { Typed, TypedConstant } from './typed.ts'

/** One side of a comparison. */
export interface Side {
  readonly expr: Expr
  readonly typed: Typed
}

export interface ConstantSide extends Side {
  readonly typed: TypedConstant
}

export function isConstantSide(side: Side): side is ConstantSide {
  return side.typed.sort === 'constant'
}

/**
 * What the operands of a comparison are. Beside `provider` and its like, and beside a parameter
 * that holds a text or a choice, a name that means nothing else is a word that stands for itself;
 * but in front of a text it is what a name is elsewhere.
 */
export function inferSides(exprs: readonly Expr[], scope: Scope): readonly Side[] | undefined {
  const wordy = exprs.map((expr) => takesWords(expr, scope))
  const sides: Side[] = []
  for (const [i, expr] of exprs.entries()) {
    const besideWords = (wordy[i - 1] ?? false) || (wordy[i + 1] ?? false)
    const isWord = besideWords && wordy[i] !== true && !standsBeforeText(exprs[i + 1], scope)
    const typed = isWord ? inferWordOr(expr, scope) : infer(expr, scope)
    if (typed !== undefined) sides.push({ expr, typed })
  }
  return sides.length === exprs.length ? sides : undefined
}

/**
 * Whether what follows is a parameter for any text. A name in front of one has to mean something: a
 * field that is mistyped there would be a word, and the condition one that says nothing of a model.
 */
function standsBeforeText(next: Expr | undefined, scope: Scope): boolean {
  return next?.kind === 'name' && scope.params.get(next.text)?.type.kind === 'text'
}

/** An expression where a bare name is a word. */
export function inferWordOr(expr: Expr, scope: Scope): Typed | undefined {
  return expr.kind === 'name' ? wordConstant(expr, scope) : infer(expr, scope)
}

/**
 * A text given as a word. In quotes it stands for itself; bare, it may be the name of a parameter
 * or a `let` that holds a text, and else stands for itself.
 */
export function wordConstant(word: Word, scope: Scope): TypedConstant | undefined {
  if (word.kind === 'name') {
    const param = scope.params.get(word.text)
    const holdsText = param?.type.kind === 'text' || param?.type.kind === 'choice'
    if (holdsText || textLet(word.text, scope.module) !== undefined) {
      const typed = infer(word, scope)
      return typed?.sort === 'constant' ? typed : undefined
    }
  }
  const place = placeIn(scope, word)
  const value = { kind: 'text', value: word.text } as const
  return { sort: 'constant', type: { kind: 'text' }, constant: { kind: 'value', place, value } }
}

/** True for `provider` and its like, and for a parameter that holds a text or a choice. */
export function takesWords(expr: Expr, scope: Scope): boolean {
  if (expr.kind === 'group') return takesWords(expr.inner, scope)
  if (expr.kind !== 'name') return false
  const param = scope.params.get(expr.text)
  if (param !== undefined) return param.type.kind === 'choice' || param.type.kind === 'text'
  return isSubjectName(expr.text)
}
