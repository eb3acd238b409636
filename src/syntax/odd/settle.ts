import type { IToken, TokenType } from 'chevrotain'
import { oddSign, oddSpace, separator, stray } from './character.ts'
import { blockComment, lineComment } from './comment.ts'
import { fallBack } from './fall-back.ts'
import { halvedName, oddQuotedName, oddWord } from './name.ts'
import { ODD_OPERATORS } from './operator.ts'
import { oddQuantity } from './quantity.ts'
import type { OddToken, Settled } from './settled.ts'
import { halvedText, oddText } from './text.ts'

/**
 * Answers a token that may be spelled in a way that is not the language's, so that the parser
 * reads on as if it had been spelled right.
 *
 * @returns undefined when there is nothing to say about it.
 */
export function settle(token: IToken, source: string): Settled | undefined {
  return SETTLERS.get(token.tokenType)?.(token, source)
}

/** Types that come before those of the language, since they begin like one of them. */
export const BEFORE_OURS: readonly TokenType[] = typesOf([
  lineComment,
  blockComment,
  fallBack,
  ...ODD_OPERATORS,
])

/** Types for what none of the language matches. */
export const AFTER_OURS: readonly TokenType[] = typesOf([
  oddText,
  oddQuotedName,
  oddSpace,
  oddWord,
  separator,
  oddSign,
  stray,
])

function typesOf(tokens: readonly OddToken[]): readonly TokenType[] {
  return tokens.map(({ type }) => type)
}

const SETTLERS: ReadonlyMap<TokenType, OddToken['settle']> = new Map(
  [
    ...[lineComment, blockComment, fallBack, ...ODD_OPERATORS],
    ...[oddText, oddQuotedName, oddSpace, oddWord, separator, oddSign, stray],
    ...[oddQuantity, halvedText, halvedName],
  ].map(({ type, settle }) => [type, settle]),
)
