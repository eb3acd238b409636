import type { Edit, Fix } from '../base/diagnostic.ts'
import type { Span } from '../base/span.ts'
import type { Place } from '../compile/index.ts'
import type { Expr } from '../syntax/ast.ts'
import type { LintedPolicy } from './linted-policy.ts'

/**
 * The fix that turns the sign of what stands at a place in a score: of the innermost operand of a
 * sum around it, or of the whole score. Undefined where it is not in the text of the policy.
 */
export function signFlipped({ typed }: LintedPolicy, { source, span }: Place): Fix | undefined {
  const { item, home } = typed.definition
  const { name, text } = home.source
  if (source !== name) return undefined
  const scores = item.body.flatMap((clause) => (clause.kind === 'rank' ? [clause.score] : []))
  const values = home.file.items.flatMap((each) => (each.kind === 'let' ? [each.value] : []))
  const score = [...scores, ...values].find((each) => isWithin(span, each.span))
  if (score === undefined) return undefined
  const edit = turned(score, span, text) ?? negated(score.span, text)
  return { title: 'turn the sign', safe: false, edits: [edit] }
}

function turned(expr: Expr, span: Span, text: string): Edit | undefined {
  const inner = partsOf(expr).find((part) => isWithin(span, part.span))
  const within = inner && turned(inner, span, text)
  if (inner === undefined || within !== undefined) return within
  switch (expr.kind) {
    case 'negate':
      return { span: { start: expr.span.start, end: expr.span.start + 1 }, text: '' }
    case 'sum': {
      const index = expr.rest.findIndex(({ operand }) => operand === inner)
      if (index < 0) return negated(inner.span, text)
      const before = index === 0 ? expr.first : expr.rest[index - 1]?.operand
      const from = before?.span.end ?? inner.span.start
      const sign = expr.rest[index]?.sign === '+' ? '-' : '+'
      const at = from + signIn(text.slice(from, inner.span.start))
      return { span: { start: at, end: at + 1 }, text: sign }
    }
    default:
      return undefined
  }
}

/** Where the sign stands between two operands, comments apart. */
function signIn(between: string): number {
  const hidden = between.replace(/#[^\r\n]*/g, (comment) => ' '.repeat(comment.length))
  return hidden.search(/[-+]/)
}

function negated({ start }: Span, text: string): Edit {
  return text.charAt(start) === '-'
    ? { span: { start, end: start + 1 }, text: '' }
    : { span: { start, end: start }, text: '-' }
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'sum':
      return [expr.first, ...expr.rest.map(({ operand }) => operand)]
    case 'product':
      return expr.factors
    case 'negate':
      return [expr.operand]
    case 'group':
      return [expr.inner]
    case 'if':
      return [expr.value]
    case 'call':
      return expr.args
    default:
      return []
  }
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
