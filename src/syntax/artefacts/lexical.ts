import type { TokenType } from 'chevrotain'
import { Compare, keyword, Label, RESERVED_WORDS, SIGNS } from '../tokens.ts'
import {
  characters,
  choice,
  literal,
  optional,
  type Part,
  type Production,
  repeat,
  sequence,
  use,
} from './production.ts'

/**
 * The tokens that are not one word or one sign, down to their characters. Nothing stands between
 * the parts of these productions. `tokens.ts` and `quantity.ts` hold the same as regular
 * expressions; a test compares the two.
 */
export function tokenProductions(): readonly Production[] {
  const identifier = sequence([characters('A-Za-z_'), repeat(characters('A-Za-z0-9_'), 0)])
  return [
    { name: 'Name', body: choice([use('FreeName'), use('QuotedName')]) },
    { name: 'Word', body: choice([use('PlainName'), use('QuotedName')]) },
    { name: 'FreeName', body: { kind: 'except', name: 'PlainName', without: 'ReservedWord' } },
    { name: 'PlainName', body: repeat(use('Identifier'), 1, literal('.')) },
    { name: 'Identifier', body: identifier },
    { name: 'QuotedName', body: quoted('`', 1) },
    { name: 'Text', body: quoted('"', 0) },
    { name: 'Quantity', body: quantity() },
    { name: 'PlainNumber', body: plainNumber() },
    { name: 'Digits', body: repeat(characters('0-9'), 1) },
    { name: 'Decimal', body: sequence([use('Digits'), ...fractionAndExponent()]) },
    { name: 'Escape', body: choice([characters(String.raw`"\\/bfnrt`), use('CodePoint')]) },
    { name: 'CodePoint', body: sequence([literal('u'), escapedNumber()]) },
    { name: 'Hex', body: characters('0-9A-Fa-f') },
    {
      name: 'Compare',
      body: choice(SIGNS.filter(isIn(Compare)).map((sign) => literal(image(sign)))),
    },
    { name: 'Label', body: choice(labels().map(literal)) },
    { name: 'ReservedWord', body: choice(RESERVED_WORDS.map(literal)) },
  ]
}

/** What may stand between tokens, for who writes it down rather than generates it. */
export function blankProductions(): readonly Production[] {
  const lineEnd = characters(String.raw`\n\r`)
  const inLine = characters(String.raw`^\n\r`)
  return [
    { name: 'Space', body: characters(String.raw` \t\n\r\f\v`) },
    { name: 'Comment', body: sequence([literal('#'), repeat(inLine, 0), optional(lineEnd)]) },
  ]
}

/** The words that may stand for a value: reserved, but unable to begin one. */
function labels(): readonly string[] {
  return RESERVED_WORDS.filter((word) => isIn(Label)(keyword[word]))
}

function isIn(category: TokenType): (type: TokenType) => boolean {
  return ({ CATEGORIES = [] }) => [CATEGORIES].flat().includes(category)
}

function image({ LABEL = '' }: TokenType): string {
  return LABEL
}

/** Neither the mark itself nor a control character, other than U+0085, stands between the marks. */
function quoted(mark: '"' | '`', least: 0 | 1): Part {
  const inside = characters(`^${mark}${String.raw`\\\x00-\x1f\x7f-\x84\x86-\x9f`}`)
  return sequence([
    literal(mark),
    repeat(choice([inside, sequence([literal('\\'), ...escaped(mark)])]), least),
    literal(mark),
  ])
}

/** In a text the mark that may be escaped is `"`, in a name also a backtick. */
function escaped(mark: '"' | '`'): readonly Part[] {
  return [mark === '"' ? use('Escape') : choice([literal('`'), use('Escape')])]
}

/** What stands for a character by its number: beyond 16 bits, both its halves. */
function escapedNumber(): Part {
  const [digit, half] = [use('Hex'), characters('Dd')]
  const below = sequence([characters('0-9A-CE-Fa-ce-f'), digit, digit, digit])
  const high = [half, characters('89ABab'), digit, digit]
  const low = [half, characters('C-Fc-f'), digit, digit]
  return choice([
    below,
    sequence([half, characters('0-7'), digit, digit]),
    sequence([...high, literal('\\u'), ...low]),
  ])
}

function quantity(): Part {
  const per = choice(['/Mtok', '/ktok', '/tok'].map(literal))
  const units = ['%', 'ms', 's', 'm', 'h', 'k', 'M', 'Ki', 'Mi', ' tok/s']
  return choice([
    sequence([literal('$'), use('Decimal'), optional(per)]),
    sequence([use('Decimal'), optional(choice(units.map(literal)))]),
  ])
}

/** As JSON has it: no zeros in front. */
function plainNumber(): Part {
  const whole = choice([literal('0'), sequence([characters('1-9'), repeat(characters('0-9'), 0)])])
  return sequence([whole, ...fractionAndExponent()])
}

function fractionAndExponent(): readonly Part[] {
  return [
    optional(sequence([literal('.'), use('Digits')])),
    optional(sequence([characters('eE'), optional(characters('+-')), use('Digits')])),
  ]
}
