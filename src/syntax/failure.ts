import type { IRecognitionException, IToken, TokenType } from 'chevrotain'
import type { Span } from '../base/span.ts'
import type { Grammar } from './grammar.ts'
import { spanOf } from './tokenize.ts'
import { typeNamed } from './tokens.ts'

/** Where and in what the parser stopped, in one run of tokens. */
export interface Failure {
  /** The rule it was in; `file` when a whole item was read and something is left over. */
  readonly rule: string
  /** The token it wanted, where only one would do. */
  readonly wanted: TokenType | undefined
  /** The run, and the place in it of the token that does not fit; its length at the end. */
  readonly tokens: readonly IToken[]
  readonly at: number
  readonly before: IToken | undefined
  /** Undefined at the end of the run. */
  readonly found: IToken | undefined
  /** The whole text, and the token that follows the run, which begins another item. */
  readonly text: string
  readonly next: IToken | undefined
  /** How far another run of tokens is read: the place that does not fit, or undefined if none. */
  readonly tryOut: (tokens: readonly IToken[]) => number | undefined
}

/** Tokens that may still be tried out, over all failures of a file. */
export interface Patience {
  tokens: number
}

export interface Failing {
  readonly grammar: Grammar
  readonly tokens: IToken[]
  readonly text: string
  readonly next: IToken | undefined
  readonly patience: Patience
}

/** The failure that the parser has just met in `tokens`. */
export function failureOf(
  error: IRecognitionException,
  { grammar, tokens, text, next, patience }: Failing,
): Failure {
  const at = placeOf(error, tokens)
  const rule = error.context?.ruleStack.at(-1) ?? 'file'
  return {
    rule,
    wanted: error.name === 'MismatchedTokenException' ? typeNamed(error.message) : undefined,
    tokens,
    at,
    before: tokens[at - 1],
    found: tokens[at],
    text,
    next,
    tryOut(others) {
      patience.tokens -= others.length
      if (patience.tokens < 0) return 0
      grammar.input = [...others]
      grammar.file()
      const [first] = grammar.errors
      return first === undefined ? undefined : placeOf(first, others)
    },
  }
}

function placeOf({ token }: IRecognitionException, tokens: readonly IToken[]): number {
  const place = tokens.indexOf(token)
  return place === -1 ? tokens.length : place
}

/** The empty place right behind the last token that was read. */
export function endOfRead({ before, found }: Failure): Span {
  const offset = before === undefined ? (found?.startOffset ?? 0) : spanOf(before).end
  return { start: offset, end: offset }
}

/** The token that does not fit, for a message. */
export function describeFound({ found, next, text }: Failure): string {
  if (found !== undefined) return `\`${written(found, text)}\``
  return next === undefined ? 'the end of the file' : `\`${next.image}\`, which begins another item`
}

/** A token as it stands in the text, misspelt or not. */
export function written(token: IToken, text: string): string {
  const { start, end } = spanOf(token)
  return text.slice(start, end)
}
