import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain'
import type { Diagnostic } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import * as t from './tokens.ts'

/** What a text is made of. Tokens and comments are each in the order of the text. */
export interface Tokens {
  readonly tokens: readonly IToken[]
  /** `#` to the end of the line; they are no tokens of the grammar. */
  readonly comments: readonly IToken[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Splits any text into tokens. Never throws; takes time linear in the text. */
export function tokenize(source: Source): Tokens {
  const { tokens, groups } = lexer().tokenize(source.text)
  for (const token of tokens) {
    if (token.tokenType === t.PlainName) retype(token, t.wordType(token.image))
    else if (token.tokenType === Phrase) retype(token, phraseType(token.image))
  }
  return { tokens, comments: groups['comments'] ?? [], diagnostics: [] }
}

/** Where a token stands in the text. */
export function spanOf({ startOffset, endOffset, image }: IToken): Span {
  return {
    start: startOffset,
    end: endOffset === undefined ? startOffset + image.length : endOffset + 1,
  }
}

function retype(token: IToken, type: TokenType): void {
  token.tokenType = type
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0
}

const Phrase = createToken({
  name: 'Phrase',
  pattern: /in[ \t\r\n]+(?:order|scope|catalog[ \t\r\n]+order)(?![A-Za-z0-9_]|\.[A-Za-z_])/,
  start_chars_hint: ['i'],
})

function phraseType(image: string): TokenType {
  if (image.endsWith('scope')) return t.InScope
  return image.includes('catalog') ? t.InCatalogOrder : t.InOrder
}

let instance: Lexer | undefined

function lexer(): Lexer {
  instance ??= new Lexer(
    [
      createToken({ name: 'Space', pattern: /[ \t\r\n\f\v]+/, group: Lexer.SKIPPED }),
      createToken({ name: 'Comment', pattern: /#[^\r\n]*/, group: 'comments' }),
      Phrase,
      t.PlainName,
      t.QuotedName,
      t.Quantity,
      t.Text,
      ...t.SIGNS,
    ],
    { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations: true },
  )
  return instance
}
