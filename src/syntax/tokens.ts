import { createToken, Lexer, type TokenType } from 'chevrotain'
import { QUANTITY_LIKE } from './quantity.ts'

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
export const Name = category('Name', 'a name')
/** Where nothing but a word can stand, after `set`, `has`, `is`, `on`: any name or reserved word. */
export const Word = category('Word', 'a word')
/** A reserved word that cannot begin a value, where a default or an argument is one of a choice. */
export const Label = category('Label', 'a word')
/** A number, with its unit if it has one. */
export const Quantity = category('Quantity', 'a number')
/** `=`, `!=`, `<`, … */
export const Compare = category('Compare', 'a comparison')

/**
 * What may stand in a name only between backticks: letters beyond ASCII, and characters without a
 * width, which hide in copied names. A class of a regular expression.
 */
export const FOREIGN_LETTER =
  '[\\u00aa\\u00ad\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u167f\\u1681-\\u1fff\\u200b-\\u200f\\u2060\\u2c00-\\u2e7f\\u3005-\\u3007\\u3040-\\ud7ff\\ud800-\\udfff\\uf900-\\ufdff\\ufe70-\\ufefc\\ufeff\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]'

/** `quality`, `quality.coding` */
export const PlainName = createToken({
  name: 'PlainName',
  label: 'a name',
  categories: [Name, Word],
  pattern: new RegExp(
    `[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*(?!\\w|${FOREIGN_LETTER}|\\.(?:[A-Za-z_]|${FOREIGN_LETTER}))`,
  ),
})
/** `` `ñ field` `` */
export const QuotedName = createToken({
  name: 'QuotedName',
  label: 'a name',
  categories: [Name, Word],
  pattern: /`(?!`)[^`\\\t\n\v\f\r]*(?:\\(?:[`"\\/bfnrt]|u[0-9A-Fa-f]{4})[^`\\\t\n\v\f\r]*)*`/,
  start_chars_hint: ['`'],
})
/** `"./floors.uh"` */
export const Text = createToken({
  name: 'Text',
  label: 'a text in double quotes',
  pattern: /"[^"\\\t\n\v\f\r]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\t\n\v\f\r]*)*"/,
  start_chars_hint: ['"'],
})
/** A number as JSON has it. */
export const PlainNumber = word('PlainNumber', 'a number', [Quantity])
/** A number as it is lexed, before it is known to be plain: `80%`, `$5/Mtok`, `60 tok/s`. */
export const Measure = createToken({
  name: 'Measure',
  label: 'a number',
  categories: [Quantity],
  pattern: QUANTITY_LIKE,
  start_chars_hint: [...'$.0123456789'],
})

export const LeftParen = sign('LeftParen', '(')
export const RightParen = sign('RightParen', ')')
export const LeftSquare = sign('LeftSquare', '[')
export const RightSquare = sign('RightSquare', ']')
export const LeftCurly = sign('LeftCurly', '{')
export const RightCurly = sign('RightCurly', '}')
export const Comma = sign('Comma', ',')
export const Colon = sign('Colon', ':')
export const Slash = sign('Slash', '/')
export const Bar = sign('Bar', '|')
export const DotDot = sign('DotDot', '..')
export const Plus = sign('Plus', '+')
export const Minus = sign('Minus', '-')
export const Star = sign('Star', '*')
export const Equal = sign('Equal', '=', [Compare])
export const NotEqual = sign('NotEqual', '!=', [Compare])
export const Less = sign('Less', '<', [Compare])
export const LessEqual = sign('LessEqual', '<=', [Compare])
export const Greater = sign('Greater', '>', [Compare])
export const GreaterEqual = sign('GreaterEqual', '>=', [Compare])

/** Phrases that are one token each, because `in` alone is an operator and one token has to do. */
export const InOrder = word('InOrder', 'in order')
export const InCatalogOrder = word('InCatalogOrder', 'in catalog order')
export const InScope = word('InScope', 'in scope')

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

function category(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA })
}

function sign(name: string, image: string, categories: TokenType[] = []): TokenType {
  return createToken({ name, label: image, categories, pattern: image })
}

/** A token that the lexer finds as something more general and gives its type afterwards. */
function word(name: string, label: string, categories: TokenType[] = []): TokenType {
  return createToken({ name, label, categories, pattern: Lexer.NA })
}

function keywords<W extends string>(
  words: readonly W[],
  categories: TokenType[],
): Record<W, TokenType> {
  const rows = words.map((each) => [each, word(each, each, categories)])
  return Object.fromEntries(rows) as Record<W, TokenType> // fromEntries forgets the keys
}
