import { isSubjectName } from '../../compile/resolve/subjects.ts'
import { textLet } from '../../compile/resolve/text-let.ts'
import type { Expr, Reference, Word } from '../../syntax/ast.ts'
import { partsOf } from '../../syntax/expr-parts.ts'
import type { ParamReferent, Referent } from './mention.ts'
import {
  definitionReferent,
  labelsOf,
  meaningOf,
  type Naming,
  paramsOf,
  policyNamed,
  use,
} from './naming.ts'

/** Notes the names of an expression, each as the checker understands it where it stands. */
export function mentionExpr(expr: Expr, naming: Naming): void {
  switch (expr.kind) {
    case 'name':
      use(naming, expr, meaningOf(expr.text, naming))
      return
    case 'compare':
      mentionSides([expr.first, ...expr.rest.map(({ operand }) => operand)], naming)
      return
    case 'between':
      mentionSides([expr.low, expr.operand, expr.high], naming)
      return
    case 'is':
      mentionExpr(expr.operand, naming)
      mentionWord(expr.value, wordsFor(expr.operand, naming), naming)
      return
    case 'in': {
      mentionExpr(expr.operand, naming)
      const words = wordsFor(expr.operand, naming)
      for (const item of expr.items) mentionBeside(item, words, naming)
      return
    }
    case 'has':
      use(naming, expr.capability, { kind: 'capability', name: expr.capability.text })
      return
    case 'top':
      mentionExpr(expr.count, naming)
      use(naming, expr.field, meaningOf(expr.field.text, naming))
      return
    case 'known':
      use(naming, expr.field, meaningOf(expr.field.text, naming))
      return
    case 'call':
      use(naming, expr.function, { kind: 'function', name: expr.function.text })
      for (const arg of expr.args) mentionExpr(arg, naming)
      return
    case 'match': {
      const param = naming.params.get(expr.subject.text)
      use(naming, expr.subject, param)
      for (const { label, value } of expr.arms) {
        if (label !== undefined) use(naming, label, labelReferent(label, param))
        mentionExpr(value, naming)
      }
      return
    }
    default:
      for (const part of partsOf(expr)) mentionExpr(part, naming)
  }
}

/** Notes a policy and what it is given. */
export function mentionReference({ name, args }: Reference, naming: Naming): void {
  const policy = policyNamed(name, naming)
  const found = naming.module.names.get(name.text)
  use(naming, name, found && definitionReferent(name.text, found, naming.module))
  const params: ReadonlyMap<string, ParamReferent> =
    policy === undefined ? new Map() : paramsOf(policy)
  for (const { name: word, value } of args) {
    const param = params.get(word.text)
    use(naming, word, param)
    mentionArgument(value, param, naming)
  }
}

/** Notes what a parameter is given: of a choice one of its labels, before any other meaning. */
export function mentionArgument(
  value: Expr,
  param: ParamReferent | undefined,
  naming: Naming,
): void {
  const labels = param && labelsOf(param)
  if (param !== undefined && value.kind === 'name' && labels?.includes(value.text)) {
    use(naming, value, labelReferent(value, param))
    return
  }
  mentionExpr(value, naming)
}

/** What stands for itself beside an operand: the words of a choice, or names of the catalog. */
type Words = (word: Word) => Referent | undefined

function mentionSides(sides: readonly Expr[], naming: Naming): void {
  const words = sides.map((side) => wordsFor(side, naming))
  for (const [i, side] of sides.entries()) {
    const beside = words[i - 1] ?? words[i + 1]
    mentionBeside(side, words[i] === undefined ? beside : undefined, naming)
  }
}

function mentionBeside(expr: Expr, words: Words | undefined, naming: Naming): void {
  if (words !== undefined && (expr.kind === 'name' || expr.kind === 'text')) {
    mentionWord(expr, words, naming)
  } else mentionExpr(expr, naming)
}

/** A bare word may be a parameter or a `let` that holds a text; else it stands for itself. */
function mentionWord(word: Word, words: Words | undefined, naming: Naming): void {
  if (word.kind === 'name') {
    const param = naming.params.get(word.text)
    if (param !== undefined && holdsText(param)) {
      use(naming, word, param)
      return
    }
    const definition = textLet(word.text, naming.module)
    if (definition !== undefined) {
      use(naming, word, definitionReferent(word.text, definition, naming.module))
      return
    }
  }
  use(naming, word, words?.(word))
}

function wordsFor(expr: Expr, naming: Naming): Words | undefined {
  if (expr.kind === 'group') return wordsFor(expr.inner, naming)
  if (expr.kind !== 'name') return undefined
  const param = naming.params.get(expr.text)
  if (param !== undefined)
    return holdsText(param) ? (word) => labelReferent(word, param) : undefined
  const subject = expr.text
  if (!isSubjectName(subject)) return undefined
  return ({ text }) => ({ kind: 'catalog-name', subject, name: text })
}

function holdsText(param: ParamReferent): boolean {
  return labelsOf(param) !== undefined || param.decl.type.words[0]?.text === 'text'
}

function labelReferent({ text }: Word, param: ParamReferent | undefined): Referent | undefined {
  const isLabel = param !== undefined && labelsOf(param)?.includes(text)
  return isLabel ? { kind: 'label', param, name: text } : undefined
}
