import type { IToken, TokenType } from 'chevrotain'
import * as t from '../tokens.ts'
import type { Doc } from './doc.ts'

/** The tokens of a file, taken one after the other while its tree is walked in the same order. */
export interface TokenReader {
  /** The next token, as it is to be written. */
  readonly take: () => Doc
  /** Passes over the next token: it is not written. */
  readonly drop: () => void
  /** True when the next token is of the type. */
  readonly nextIs: (type: TokenType) => boolean
  /** True when every token was taken or dropped. */
  readonly isDone: () => boolean
}

/** @param onDrop called with the place of every token that is not written. */
export function readTokens(
  tokens: readonly IToken[],
  onDrop: (index: number) => void,
): TokenReader {
  let index = 0
  return {
    take() {
      const token = tokens[index]
      if (token === undefined) throw new Error('the tree has more tokens than the file')
      return { kind: 'token', index: index++, text: spelling(token) }
    },
    drop() {
      onDrop(index++)
    },
    nextIs: (type) => tokens[index]?.tokenType === type,
    isDone: () => index === tokens.length,
  }
}

/** Phrases may have been written with any white space between their words. */
function spelling({ tokenType, image }: IToken): string {
  return PHRASES.has(tokenType) ? (tokenType.LABEL ?? image) : image
}

const PHRASES: ReadonlySet<TokenType> = new Set([t.InOrder, t.InCatalogOrder, t.InScope])
