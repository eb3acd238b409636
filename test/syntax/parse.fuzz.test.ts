import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { format } from '../../src/syntax/format/format.ts'
import { parse } from '../../src/syntax/parse.ts'
import { LONGEST_TEXT, tokenize } from '../../src/syntax/tokenize.ts'
import { RESERVED_WORDS } from '../../src/syntax/tokens.ts'
import { runs } from '../runs.ts'

const FIXTURES = new URL('../../fixtures/', import.meta.url)

const FILES = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.uh'))
  .sort()
  .map((name) => readFileSync(new URL(name, FIXTURES)))

/** Holds what is made of a text against what is promised for any text. */
function check(text: string): void {
  const source = { name: 'any.uh', text }
  const { tokens, comments, problems } = tokenize(source)
  expect(problems.map(({ span }) => span).filter((span) => !isIn(text, span))).toEqual([])
  for (const { startOffset } of [...tokens, ...comments]) {
    expect(startOffset).toBeLessThan(text.length)
  }
  const once = parse(source)
  expect(spansOf(once).filter((span) => !isIn(text, span))).toEqual([])
  const formatted = format(source)
  expect(formatted.value === undefined).toBe(once.diagnostics.length > 0)
  expect(formatted.diagnostics).toEqual(once.diagnostics)
  expect(JSON.stringify(parse(source))).toBe(JSON.stringify(once))
}

interface Span {
  readonly start: number
  readonly end: number
}

function isIn(text: string, { start, end }: Span): boolean {
  return 0 <= start && start <= end && end <= text.length
}

/** Every span of a tree or a report, however deep inside. */
function spansOf(tree: unknown): readonly Span[] {
  const spans: Span[] = []
  const inside: unknown[] = [tree]
  while (inside.length > 0) {
    const each = inside.pop()
    if (typeof each !== 'object' || each === null) continue
    if ('start' in each && 'end' in each) spans.push(each as Span) // only spans have both
    inside.push(...Object.values(each))
  }
  return spans
}

// biome-ignore format: table
const PIECES = [
  ...RESERVED_WORDS, 'quality', 'provider', 'a.b', '`ñ`', '``', '`', '"a"', '"', "'", '“', '0.8', '$5/Mtok',
  '1e999', '.', '..', '...', '5 USD', '128K', '(', ')', '[', ']', '{', '}', ',', ':', '/', '|', '+', '-', '*',
  '=', '!=', '<', '<=', '>', '>=', '&&', '||', '!', '==', '=>', '≥', ';', '//', '--', '/*', '*/', '# c\n',
  '## d\n', '\n', '\r\n', '\t', ' ', 'in order', 'in scope', '\\', '\ud800', '\u0000', '\ufeff', '\u200b',
  '\u2028', 'сheapest', '，', '👩‍👩‍👧', 'term ["and"]', 'uh 1', 'policy a =', 'test "t" =', 'flow f =',
]

const textArbitrary = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => new TextDecoder().decode(bytes)),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
)

/** A file of the fixtures in which bytes were changed, dropped, doubled or moved. */
const damagedArbitrary = fc
  .tuple(
    fc.constantFrom(...FILES),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        remove: fc.nat(12),
        insert: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })),
        byte: fc.option(fc.nat(255), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([file, damages]) => {
    let bytes = file
    for (const { at, remove, insert, byte } of damages) {
      const start = Math.floor(at * (bytes.length + 1))
      const put = byte === undefined ? Buffer.from(insert) : Buffer.of(byte)
      bytes = Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + remove)])
    }
    return bytes.toString('utf8')
  })

test('any text is read without a throw, and every span lies inside it', () => {
  fc.assert(fc.property(textArbitrary, check), runs(400))
})

test('a damaged file is read without a throw, and every span lies inside it', () => {
  fc.assert(fc.property(damagedArbitrary, check), runs(150))
})

test('a file that was cut anywhere is read without a throw', () => {
  const cutArbitrary = fc
    .tuple(fc.constantFrom(...FILES), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([file, at]) => file.subarray(0, Math.floor(at * file.length)).toString('utf8'))
  fc.assert(fc.property(cutArbitrary, check), runs(100))
})

describe('a hostile text is answered in bounded time', () => {
  const DEEP = 100_000
  const MANY = 20_000
  const LONG = 500_000

  // biome-ignore format: table
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['deep brackets',              `cheapest where ${'('.repeat(DEEP)}no_log${')'.repeat(DEEP)}`],
    ['deep brackets, not closed',  `cheapest where ${'('.repeat(DEEP)}`],
    ['brackets that close nothing', `cheapest ${')'.repeat(DEEP)}`],
    ['a deep raw term',            `term ${'["not",'.repeat(DEEP)}["top"]${']'.repeat(DEEP)}`],
    ['a deep raw object',          `term [${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}]`],
    ['many nots',                  `cheapest where ${'not '.repeat(DEEP)}no_log`],
    ['many minuses',               `rank by ${'- '.repeat(DEEP)}quality`],
    ['nested whens',               `${'when no_log: { '.repeat(DEEP)}set a = 1${' }'.repeat(DEEP)}`],
    ['a long condition',           `cheapest where no_log${' and no_log'.repeat(MANY)}`],
    ['a long list',                `cheapest where provider in [a${', a'.repeat(MANY)}]`],
    ['a long list of wrong items', `cheapest where provider in [a${' a'.repeat(MANY)}]`],
    ['many items',                 'let a = 1\n'.repeat(MANY)],
    ['many wrong items',           'let a = \n'.repeat(MANY)],
    ['many policies without =',    'policy a cheapest\n'.repeat(MANY)],
    ['many misspelt words',        'whre '.repeat(MANY)],
    ['many comments',              '# a\n'.repeat(MANY)],
    ['many comments before a name', `let ${'# a\n'.repeat(MANY)} a = 1`],
    ['a long name',                `let ${'a'.repeat(LONG)} = 1`],
    ['a long foreign name',        `let ${'ñ'.repeat(LONG)} = 1`],
    ['a long number',              `let a = ${'9'.repeat(LONG)}`],
    ['a long number with marks',   `let a = ${'9_'.repeat(LONG / 2)}`],
    ['a long dotted name',         `let ${'a.'.repeat(LONG / 2)} = 1`],
    ['a long text',                `use "${'a'.repeat(LONG)}" (a)`],
    ['a long open text',           `use "${'a'.repeat(LONG)}`],
    ['many open quotes',           `use ${'\\"'.repeat(LONG / 2)}`],
    ['many quotes',                '"'.repeat(LONG)],
    ['many backticks',             '`'.repeat(LONG)],
    ['many open block comments',   '/*'.repeat(LONG / 2)],
    ['a long gap in a phrase',     `in${' '.repeat(LONG)}ordr`],
    ['many beginnings of phrases', 'in\n'.repeat(MANY)],
    ['many spaces and tabs',       `cheapest${' \t'.repeat(LONG / 2)}`],
    ['a line beyond the limit',    'no_log and '.repeat(LONGEST_TEXT / 5)],
    ['many bad characters',        '@?'.repeat(LONG / 2)],
  ]

  test.each(HOSTILE)(
    '%s',
    (_, text) => {
      const source = { name: 'hostile.uh', text }
      const { diagnostics } = format(source)
      expect(diagnostics.length).toBeLessThanOrEqual(100)
      expect(spansOf(diagnostics).filter((span) => !isIn(text, span))).toEqual([])
    },
    20_000,
  )
})
