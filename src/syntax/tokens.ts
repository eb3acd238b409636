import { createToken, Lexer, type TokenType } from 'chevrotain'

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
/** `=`, `!=`, `<`, … */
export const Compare = category('Compare', 'a comparison')

/** `quality`, `quality.coding` */
export const PlainName = createToken({
  name: 'PlainName',
  label: 'a name',
  categories: [Name, Word],
  pattern: /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/,
})
/** `` `ñ field` `` */
export const QuotedName = createToken({
  name: 'QuotedName',
  label: 'a name',
  categories: [Name, Word],
  pattern: /`[^`\r\n]+`/,
})
/** `"./floors.uh"` */
export const Text = createToken({
  name: 'Text',
  label: 'a text in double quotes',
  pattern: /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\u0000-\u001f]*)*"/,
})
/** A number with its unit, if it has one: `0.8`, `80%`, `$5/Mtok`, `60 tok/s`. */
export const Quantity = createToken({
  name: 'Quantity',
  label: 'a number',
  pattern:
    /\$?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:%|ms|s|m|h|k|Ki|M|Mi| tok\/s|\/Mtok|\/ktok|\/tok)?(?![A-Za-z0-9_])/,
  start_chars_hint: [...'$0123456789'],
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
  ...[Name, Word, Label, Compare, PlainName, QuotedName, Text, Quantity],
  ...SIGNS,
  ...[InOrder, InCatalogOrder, InScope],
  ...Object.values(keyword),
]

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
