import type { Diagnostic, Edit, Fix, Related } from '../base/diagnostic.ts'
import type { Span } from '../base/span.ts'
import { SYNTAX_CODES, type SyntaxCode } from './codes.ts'

/** A {@link Diagnostic} before it is known which source it is about. */
export interface Problem {
  readonly code: SyntaxCode
  readonly span: Span
  readonly message: string
  readonly label?: string
  readonly related?: readonly Related[]
  readonly help?: string
  readonly fix?: Fix
}

export function toDiagnostic(problem: Problem, source: string): Diagnostic {
  const { code, span, message, ...rest } = problem
  return { code, severity: SYNTAX_CODES[code].severity, message, source, span, ...rest }
}

/**
 * A fix that gives the one thing that can have been meant. A text that does not parse has no
 * fingerprint to keep, so this is what `safe` promises here: nobody could have meant another text.
 */
export function onlyFix(title: string, ...edits: readonly Edit[]): Fix {
  return { title, safe: true, edits }
}

/** A fix that gives the likeliest text among several that could have been meant. */
export function likelyFix(title: string, ...edits: readonly Edit[]): Fix {
  return { title, safe: false, edits }
}

/** Writes `text` over a span, with a space on each side where it would run into a word. */
export function replaceWord(source: string, span: Span, text: string): Edit {
  const before = touches(text.charAt(0), source.charAt(span.start - 1)) ? ' ' : ''
  const after = touches(text.charAt(text.length - 1), source.charAt(span.end)) ? ' ' : ''
  return { span, text: before + text + after }
}

/** The dots of a range need no room. */
function touches(own: string, neighbour: string): boolean {
  return own !== '.' && WORD.test(own) && WORD.test(neighbour)
}

const WORD = /[A-Za-z0-9_.$%"`\u0080-\uffff]/

/** The end of whatever stands before `offset` on its line. */
export function beforeSpaces(text: string, offset: number): number {
  let start = offset
  while (start > 0 && ' \t'.includes(text.charAt(start - 1))) start--
  return start
}

/** The beginning of whatever stands behind `offset` on its line. */
export function afterSpaces(text: string, offset: number): number {
  let end = offset
  while (end < text.length && ' \t'.includes(text.charAt(end))) end++
  return end
}
