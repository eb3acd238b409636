import { createToken, type TokenType } from 'chevrotain'
import { QUANTITY_LIKE } from './quantity.ts'
import { LETTERS, shape } from './shape.ts'

/*
 * The vocabulary of the grammar: every type of token that it consumes.
 *
 * Words are lexed as one shape and looked up afterwards (`wordType`), so a longer name never loses
 * its head to a reserved word, and a name costs one match however many words share its letter.
 */

/**
 * Where a name stands: of a policy, a field, a parameter. Plain names, names in backticks, and
 * the words that mean something only inside a phrase (`first token`, `at least`).
 */
export const Name = token('Name', 'a name')
/** Where nothing but a word can stand, after `set`, `has`, `is`, `on`: any name or reserved word. */
export const Word = token('Word', 'a word')
/** A reserved word that cannot begin a value, where a default or an argument is one of a choice. */
export const Label = token('Label', 'a word')
/** A number, with its unit if it has one. */
export const Quantity = token('Quantity', 'a number')
/** `=`, `!=`, `<`, … */
export const Compare = token('Compare', 'a comparison')

/**
 * What may stand in a name only between backticks: letters beyond ASCII, and characters without a
 * width, which hide in copied names. A class of a regular expression.
 */
export const FOREIGN_LETTER =
  '[\\u00aa\\u00ad\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u167f\\u1681-\\u1fff\\u200b-\\u200f\\u2060\\u2c00-\\u2e7f\\u3005-\\u3007\\u3040-\\ud7ff\\ud800-\\udfff\\uf900-\\ufdff\\ufe70-\\ufefc\\ufeff\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]'

/** `quality`, `quality.coding` */
export const PlainName = token('PlainName', 'a name', [Name, Word])
export const PLAIN_NAME = shape(
  LETTERS,
  new RegExp(
    `[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*(?!\\w|${FOREIGN_LETTER}|\\.(?:[A-Za-z_]|${FOREIGN_LETTER}))`,
    'y',
  ),
)
/** `` `ñ field` `` */
export const QuotedName = token('QuotedName', 'a name', [Name, Word])
export const QUOTED_NAME = shape(
  '`',
  /`(?!`)[^`\\\t\n\v\f\r]*(?:\\(?:[`"\\/bfnrt]|u[0-9A-Fa-f]{4})[^`\\\t\n\v\f\r]*)*`/y,
)
/** `"./floors.uh"` */
export const Text = token('Text', 'a text in double quotes')
export const TEXT = shape(
  '"',
  /"[^"\\\t\n\v\f\r]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\t\n\v\f\r]*)*"/y,
)
/** A number as JSON has it. */
export const PlainNumber = token('PlainNumber', 'a number', [Quantity])
/** A number as it is lexed, before it is known to be plain: `80%`, `$5/Mtok`, `60 tok/s`. */
export const Measure = token('Measure', 'a number', [Quantity])
export const MEASURE = shape('$.0123456789', QUANTITY_LIKE)

export const LeftParen = token('LeftParen', '(')
export const RightParen = token('RightParen', ')')
export const LeftSquare = token('LeftSquare', '[')
export const RightSquare = token('RightSquare', ']')
export const LeftCurly = token('LeftCurly', '{')
export const RightCurly = token('RightCurly', '}')
export const Comma = token('Comma', ',')
export const Colon = token('Colon', ':')
export const Slash = token('Slash', '/')
export const Bar = token('Bar', '|')
export const DotDot = token('DotDot', '..')
export const Plus = token('Plus', '+')
export const Minus = token('Minus', '-')
export const Star = token('Star', '*')
export const Equal = token('Equal', '=', [Compare])
export const NotEqual = token('NotEqual', '!=', [Compare])
export const Less = token('Less', '<', [Compare])
export const LessEqual = token('LessEqual', '<=', [Compare])
export const Greater = token('Greater', '>', [Compare])
export const GreaterEqual = token('GreaterEqual', '>=', [Compare])

/** Phrases that are one token each, because `in` alone is an operator and one token has to do. */
export const InOrder = token('InOrder', 'in order')
export const InCatalogOrder = token('InCatalogOrder', 'in catalog order')
export const InScope = token('InScope', 'in scope')

/** Reserved words that can begin a value. */
// biome-ignore format: table
const VALUE_WORDS = [
  'anything', 'enabled', 'false', 'fits', 'has', 'healthy', 'known', 'match', 'nothing', 'term',
  'top', 'true',
] as const

/** Reserved words that begin an item or a clause, or join parts of one. */
// biome-ignore format: table
const JOINING_WORDS = [
  'after', 'and', 'any', 'apply', 'as', 'ask', 'because', 'best', 'between', 'by', 'cheapest',
  'cool', 'disable', 'else', 'extends', 'fallback', 'fastest', 'filter', 'flow', 'for', 'from',
  'if', 'implies', 'in', 'is', 'jitter', 'keeps', 'let', 'limit', 'never', 'next', 'not', 'on',
  'or', 'orders', 'picks', 'policy', 'prefer', 'prove', 'rank', 'rejects', 'retry', 'return',
  'same', 'sample', 'seed', 'select', 'set', 'stop', 'take', 'template', 'test', 'then',
  'timeout', 'to', 'uh', 'unguarded', 'use', 'when', 'where', 'with',
] as const

/** Words that only complete a phrase; everywhere else they are names like any other. */
// biome-ignore format: table
const PHRASE_WORDS = [
  'at', 'elsewhere', 'first', 'image', 'least', 'model', 'null', 'out', 'provider', 'request',
  'text', 'token',
] as const

export type ReservedWord = (typeof VALUE_WORDS)[number] | (typeof JOINING_WORDS)[number]
export type PhraseWord = (typeof PHRASE_WORDS)[number]

/** The token types of the words: `keyword.where`. */
export const keyword: Readonly<Record<ReservedWord | PhraseWord, TokenType>> = {
  ...keywords(VALUE_WORDS, [Word]),
  ...keywords(JOINING_WORDS, [Word, Label]),
  ...keywords(PHRASE_WORDS, [Name, Word]),
}

export const RESERVED_WORDS: readonly ReservedWord[] = [...VALUE_WORDS, ...JOINING_WORDS].sort()

/** Brackets, punctuation and operators, a longer one before its beginning. */
export const SIGNS: readonly TokenType[] = [
  ...[LeftParen, RightParen, LeftSquare, RightSquare, LeftCurly, RightCurly],
  ...[Comma, Colon, Slash, Bar, DotDot, Plus, Minus, Star],
  ...[NotEqual, LessEqual, Less, GreaterEqual, Greater, Equal],
]

/** Every token type the grammar knows, categories included. */
export const VOCABULARY: readonly TokenType[] = [
  ...[Name, Word, Label, Quantity, Compare],
  ...[PlainName, QuotedName, Text, PlainNumber, Measure],
  ...SIGNS,
  ...[InOrder, InCatalogOrder, InScope],
  ...Object.values(keyword),
]

/** The token type of that name, where Chevrotain tells no more than the name. */
export function typeNamed(name: string): TokenType | undefined {
  return VOCABULARY.find((type) => type.name === name)
}

const TYPE_OF_WORD: ReadonlyMap<string, TokenType> = new Map(Object.entries(keyword))

/** The type of a plain word: its keyword, or {@link PlainName}. */
export function wordType(word: string): TokenType {
  return TYPE_OF_WORD.get(word) ?? PlainName
}

const RESERVED: ReadonlySet<string> = new Set(RESERVED_WORDS)

/** True for a word that cannot be a name unless it stands in backticks. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word)
}

/**
 * A type without a pattern: `tokenize.ts` finds the tokens, not Chevrotain's lexer. It joins its
 * categories here, since `createToken` would go through all their members again.
 */
function token(name: string, label: string, categories: TokenType[] = []): TokenType {
  const type = createToken({ name, label })
  const { tokenTypeIdx: index = 0 } = type
  type.CATEGORIES = categories
  for (const category of categories) {
    category.isParent = true
    category.categoryMatches?.push(index)
    if (category.categoryMatchesMap !== undefined) category.categoryMatchesMap[index] = true
  }
  return type
}

function keywords<W extends string>(
  words: readonly W[],
  categories: TokenType[],
): Record<W, TokenType> {
  const rows = words.map((each) => [each, token(each, each, categories)])
  return Object.fromEntries(rows) as Record<W, TokenType> // fromEntries forgets the keys
}
