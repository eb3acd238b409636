import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain'
import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import { COMMENTS } from './odd/comment.ts'
import { codePoint } from './odd/look-alike.ts'
import { AFTER_OURS, BEFORE_OURS, settle } from './odd/settle.ts'
import { onlyFix, type Problem } from './problem.ts'
import * as t from './tokens.ts'

/** What a text is made of. Tokens and comments are each in the order of the text. */
export interface Tokens {
  readonly tokens: IToken[]
  /** `#` to the end of the line; they are no tokens of the grammar. */
  readonly comments: readonly IToken[]
  /** Misspelt tokens, each already in `tokens` as the one it should have been. */
  readonly problems: readonly Problem[]
}

/**
 * With so many mistakes a text is no policy file, and is read no further: more reports would help
 * nobody, and a hostile text could ask for millions.
 */
export const MOST_REPORTS = 100

/** A text longer than this, in UTF-16 code units, is not read. */
export const LONGEST_TEXT = 4 * 1024 * 1024

/**
 * Splits any text into tokens. Never throws; takes time linear in the text.
 *
 * Words are lexed as one shape and get their type here, so do phrases and odd spellings.
 */
export function tokenize({ text }: Source): Tokens {
  const unreadable = tooLong(text) ?? notText(text)
  if (unreadable !== undefined) return { tokens: [], comments: [], problems: [unreadable] }
  const { tokens, groups } = lexer().tokenize(withoutMark(text))
  const comments = groups[COMMENTS] ?? []
  const problems = [...settleTokens(tokens, text), ...settleComments(comments, text)]
  return { tokens: problems.length < MOST_REPORTS ? tokens : [], comments, problems }
}

/** Gives every token its type and right spelling, in place; leaves out what is nothing. */
function settleTokens(tokens: IToken[], text: string): readonly Problem[] {
  const problems: Problem[] = []
  let kept = 0
  for (const token of tokens) {
    if (token.tokenType === t.PlainName) {
      retype(token, t.wordType(token.image))
    } else if (token.tokenType === t.Measure && PLAIN_NUMBER.test(token.image)) {
      retype(token, t.PlainNumber)
    } else if (token.tokenType === Phrase) {
      retype(token, phraseType(token.image))
    } else {
      const settled = settle(token, text)
      if (settled !== undefined) {
        if (problems.push(settled.problem) >= MOST_REPORTS) break
        if (settled.type === undefined) continue
        token.endOffset = token.startOffset + token.image.length - 1
        token.image = settled.image
        retype(token, settled.type)
      }
    }
    tokens[kept++] = token
  }
  tokens.length = kept
  return problems
}

function settleComments(comments: readonly IToken[], text: string): readonly Problem[] {
  const problems: Problem[] = []
  for (const comment of comments) {
    const settled = settle(comment, text)
    if (settled !== undefined && problems.push(settled.problem) >= MOST_REPORTS) break
  }
  return problems
}

/** Where a token stands in the text. Only a token that was misspelt knows its end. */
export function spanOf({ startOffset, endOffset, image }: IToken): Span {
  const end = endOffset === undefined ? startOffset + image.length : endOffset + 1
  return { start: startOffset, end }
}

function retype(token: IToken, type: TokenType): void {
  token.tokenType = type
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0
}

function tooLong(text: string): Problem | undefined {
  if (text.length <= LONGEST_TEXT) return undefined
  return {
    code: 'UH0001',
    span: { start: LONGEST_TEXT, end: text.length },
    message: `the file has ${text.length} characters, more than the ${LONGEST_TEXT} that are read`,
    label: 'too long from here on',
    help: 'split it, and name the parts with `use`',
  }
}

/** Controls other than white space, and halves of characters. */
const NO_TEXT = /(?![\t\n\v\f\r\u0085])\p{Cc}|\p{Surrogate}/u

/** What is surely text: the slower look is for a text with anything else in it. */
const UNUSUAL = /[^\t\n\v\f\r -~\u00a0-\ud7ff\ue000-\uffff]/

function notText(text: string): Problem | undefined {
  if (!UNUSUAL.test(text)) return undefined
  const found = NO_TEXT.exec(text)
  if (found === null) return undefined
  const span = { start: found.index, end: found.index + 1 }
  return {
    code: 'UH0002',
    span,
    message: `the file is not text: it holds ${codePoint(found[0])}`,
    label: found[0] > '\x7f' ? 'half of a surrogate pair' : 'a control character',
    help: 'a policy file is UTF-8 text; take the character out, or check that this is the right file',
    fix: onlyFix('remove it', { span, text: '' }),
  }
}

/** A byte order mark is no part of the text, but offsets count it. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text
}

const PLAIN_NUMBER = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/

const Phrase = createToken({
  name: 'Phrase',
  pattern: /in\s+(?:order|scope|catalog\s+order)(?!\w|\.[A-Za-z_])/,
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
      createToken({ name: 'Comment', pattern: /#[^\r\n]*/, group: COMMENTS }),
      ...BEFORE_OURS,
      Phrase,
      ...[t.PlainName, t.QuotedName, t.Text],
      ...t.SIGNS,
      t.Measure,
      ...AFTER_OURS,
    ],
    { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations: true },
  )
  return instance
}
