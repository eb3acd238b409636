import type { IToken, TokenType } from 'chevrotain'
import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import { blockComment, lineComment } from './odd/comment.ts'
import { codePoint } from './odd/look-alike.ts'
import { halvedName } from './odd/name.ts'
import { AFTER_OURS, BEFORE_OURS } from './odd/odd-tokens.ts'
import { oddQuantity } from './odd/quantity.ts'
import type { OddToken, Settler } from './odd/settled.ts'
import { halvedText } from './odd/text.ts'
import { onlyFix, type Problem } from './problem.ts'
import { BEYOND_ASCII, exactly, type Shape, shape } from './shape.ts'
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
 * At each place the first kind of token is taken that has its shape there; what begins none is
 * white space. Words are one kind, of which each gets its type by its spelling, and so are phrases.
 */
export function tokenize({ text }: Source): Tokens {
  const unreadable = tooLong(text) ?? notText(text)
  if (unreadable !== undefined) return { tokens: [], comments: [], problems: [unreadable] }
  const read: Reading = {
    source: text,
    text: withoutMark(text),
    tokens: [],
    comments: [],
    problems: [],
  }
  for (let at = 0; at < text.length; ) {
    at = readOne(read, at)
    if (read.problems.length === MOST_REPORTS) return { ...read, tokens: [] }
  }
  return read
}

interface Reading {
  readonly source: string
  /** The source without its byte order mark. */
  readonly text: string
  readonly tokens: IToken[]
  readonly comments: IToken[]
  readonly problems: Problem[]
}

/** Reads the token, comment or white space at a place, and answers where the next begins. */
function readOne(read: Reading, start: number): number {
  const { text } = read
  for (const kind of kindsBeginningWith(text.charCodeAt(start))) {
    const end = kind.shape.end(text, start)
    if (end === start) continue
    const image = text.slice(start, end)
    take(kind, tokenOf(kind.typeOf(image), image, start), read)
    return end
  }
  return start + 1
}

/** Puts a token where it belongs: with its right spelling, and not at all when it is nothing. */
function take({ settle }: Kind, token: IToken, read: Reading): void {
  const settled = settle?.(token, read.source)
  if (settled !== undefined) read.problems.push(settled.problem)
  if (token.tokenType === Comment) read.comments.push(token)
  else if (settled === undefined) read.tokens.push(token)
  else if (settled.type !== undefined) {
    const right = tokenOf(settled.type, settled.image, token.startOffset)
    right.endOffset = token.startOffset + token.image.length - 1
    read.tokens.push(right)
  }
}

function tokenOf(type: TokenType, image: string, startOffset: number): IToken {
  return { image, startOffset, tokenTypeIdx: type.tokenTypeIdx ?? 0, tokenType: type }
}

/** Where a token stands in the text. Only a token that was misspelt knows its end. */
export function spanOf({ startOffset, endOffset, image }: IToken): Span {
  const end = endOffset === undefined ? startOffset + image.length : endOffset + 1
  return { start: startOffset, end }
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

/** A kind of token. */
interface Kind {
  readonly shape: Shape
  readonly typeOf: (image: string) => TokenType
  /** Looks at one that may be spelt in a way that is not the language's. */
  readonly settle?: Settler
}

const Comment: TokenType = { name: 'Comment' }
const Odd: TokenType = { name: 'Odd' }

/** Each before those that would take its beginning for theirs. */
const KINDS: readonly Kind[] = [
  { shape: shape('#', /#[^\r\n]*/y), typeOf: () => Comment },
  ...[lineComment, blockComment].map((odd): Kind => ({ ...odd, typeOf: () => Comment })),
  ...BEFORE_OURS.map(oddKind),
  {
    shape: shape('i', /in\s+(?:order|scope|catalog\s+order)(?!\w|\.[A-Za-z_])/y),
    typeOf: phraseType,
  },
  { shape: t.PLAIN_NAME, typeOf: t.wordType },
  { shape: t.QUOTED_NAME, typeOf: () => t.QuotedName, settle: halvedName },
  { shape: t.TEXT, typeOf: () => t.Text, settle: halvedText },
  ...t.SIGNS.map(signKind),
  { shape: t.MEASURE, typeOf: numberType, settle: oddQuantity },
  ...AFTER_OURS.map(oddKind),
]

function oddKind(odd: OddToken): Kind {
  return { ...odd, typeOf: () => Odd }
}

function signKind(type: TokenType): Kind {
  return { shape: exactly(type.LABEL ?? type.name), typeOf: () => type }
}

function phraseType(image: string): TokenType {
  if (image.endsWith('scope')) return t.InScope
  return image.includes('catalog') ? t.InCatalogOrder : t.InOrder
}

function numberType(image: string): TokenType {
  return PLAIN_NUMBER.test(image) ? t.PlainNumber : t.Measure
}

const PLAIN_NUMBER = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/

/** The kinds that may begin with a character, by its code; at the end, with any beyond ASCII. */
let kindsByStart: readonly (readonly Kind[])[] | undefined

function kindsBeginningWith(code: number): readonly Kind[] {
  kindsByStart ??= kindsByTheirStart()
  return kindsByStart[Math.min(code, BEYOND)] ?? []
}

const BEYOND = BEYOND_ASCII.charCodeAt(0)

function kindsByTheirStart(): readonly (readonly Kind[])[] {
  const kinds = Array.from({ length: BEYOND + 1 }, () => new Set<Kind>())
  for (const kind of KINDS) {
    for (const start of kind.shape.starts) kinds[Math.min(start.charCodeAt(0), BEYOND)]?.add(kind)
  }
  return kinds.map((each) => [...each])
}
