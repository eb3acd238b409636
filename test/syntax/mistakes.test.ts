import { describe, expect, test } from 'vitest'
import type { SyntaxCode } from '../../src/syntax/codes.ts'
import { parse } from '../../src/syntax/parse.ts'
import { fixed } from './fixed.ts'

/** A text with one mistake, its code, what is underlined, and the text after its fix, if any. */
type Mistake = readonly [text: string, code: SyntaxCode, underlined: string, after?: string]

function check([text, code, underlined, after]: Mistake): void {
  const { diagnostics } = parse({ name: 'mistake.uh', text })
  const [first] = diagnostics
  expect(diagnostics.map((each) => each.code)).toEqual([code])
  expect(text.slice(first?.span.start, first?.span.end)).toBe(underlined)
  expect(first?.fix === undefined ? undefined : fixed(text, diagnostics)).toBe(after)
  if (after === undefined) expect(first?.help ?? '').not.toBe('')
  else expect(parse({ name: 'fixed.uh', text: after }).diagnostics).toEqual([])
}

// biome-ignore format: table
const OPERATORS: readonly Mistake[] = [
  ['best where no_log && healthy',        'UH0005', '&&',  'best where no_log and healthy'],
  ['best where no_log&&healthy',          'UH0005', '&&',  'best where no_log and healthy'],
  ['best where no_log & healthy',         'UH0005', '&',   'best where no_log and healthy'],
  ['best where no_log || healthy',        'UH0005', '||',  'best where no_log or healthy'],
  ['best where no_log | healthy',         'UH0005', '|',   'best where no_log or healthy'],
  ['best where !no_log',                  'UH0005', '!',   'best where not no_log'],
  ['best where !(no_log)',                'UH0005', '!',   'best where not(no_log)'],
  ['best where quality == 0.8',           'UH0005', '==',  'best where quality = 0.8'],
  ['best where quality === 0.8',          'UH0005', '===', 'best where quality = 0.8'],
  ['best where tier !== partner',         'UH0005', '!==', 'best where tier != partner'],
  ['best where tier <> partner',          'UH0005', '<>',  'best where tier != partner'],
  ['best where tier ≠ partner',           'UH0005', '≠',   'best where tier != partner'],
  ['best where quality ≥ 0.8',            'UH0005', '≥',   'best where quality >= 0.8'],
  ['best where latency_ms ≤ 2s',          'UH0005', '≤',   'best where latency_ms <= 2s'],
  ['best where quality => 0.8',           'UH0005', '=>',  'best where quality >= 0.8'],
  ['best where latency_ms =< 2s',         'UH0005', '=<',  'best where latency_ms <= 2s'],
  ['best where quality > = 0.8',          'UH0005', '> =', 'best where quality >= 0.8'],
  ['best where no_log AND healthy',       'UH0015', 'AND', 'best where no_log and healthy'],
  ['best where no_log ∧ healthy',         'UH0005', '∧',   'best where no_log and healthy'],
  ['let a := 3',                          'UH0005', ':=',  'let a = 3'],
  ['best limit temperature to 0...1',     'UH0005', '...', 'best limit temperature to 0..1'],
  ['best where plan not free',            'UH0005', 'not', 'best where plan is not free'],
  ['best where provider is in [a, b]',    'UH0005', 'is in', 'best where provider in [a, b]'],
]

// biome-ignore format: table
const SEPARATORS_AND_COMMENTS: readonly Mistake[] = [
  ['best;\ntake 3',                       'UH0006', ';',   'best\ntake 3'],
  ['best;take 3',                         'UH0006', ';',   'best take 3'],
  ['let a = 1;',                          'UH0006', ';',   'let a = 1'],
  ['best, take 3',                        'UH0024', ',',   'best take 3'],
  ['best where provider in [a, b,]',      'UH0024', ',',   'best where provider in [a, b]'],
  ['best where provider in [a b]',        'UH0024', 'b',   'best where provider in [a, b]'],
  ['best // why',                         'UH0007', '//',  'best # why'],
  ['// why\nbest',                        'UH0007', '//',  '# why\nbest'],
  ['best -- why',                         'UH0007', '--',  'best # why'],
  ['best /* why */ take 3',               'UH0007', '/*',  'best # why\n take 3'],
  ['/*\n * why\n * so\n */\nbest',        'UH0007', '/*',  '# why\n# so\nbest'],
  ['best /* why',                         'UH0007', '/*',  'best # why'],
]

// biome-ignore format: table
const TEXTS_AND_NAMES: readonly Mistake[] = [
  ["best where provider is 'openai'",     'UH0008', "'openai'", 'best where provider is "openai"'],
  ['best where provider is “openai”',     'UH0008', '“openai”', 'best where provider is "openai"'],
  ['best where provider is ‘openai’',     'UH0008', '‘openai’', 'best where provider is "openai"'],
  ['best where provider is «openai»',     'UH0008', '«openai»', 'best where provider is "openai"'],
  ['best where provider is "openai',      'UH0009', '"',        'best where provider is "openai"'],
  ['best where provider in ["a, b]',      'UH0009', '"',        'best where provider in ["a", b]'],
  ['best where provider is "a\\q"',       'UH0010', '"a\\q"',   'best where provider is "a\\\\q"'],
  ['best where `a >= 1',                  'UH0013', '`',        'best where `a` >= 1'],
  ['best where `` >= 1',                  'UH0013', '``'],
  ['best where größe >= 1',               'UH0014', 'größe',    'best where `größe` >= 1'],
  ['best where family is gpt-5-nano',     'UH0025', 'gpt-5-nano', 'best where family is "gpt-5-nano"'],
  ['in order [openai/gpt-5]',             'UH0025', 'openai/gpt-5', 'in order [openai/"gpt-5"]'],
  ['in order ["openai/gpt-5"]',           'UH0025', '"openai/gpt-5"', 'in order [openai/"gpt-5"]'],
  ['use floors (a)',                      'UH0025', 'floors',   'use "floors" (a)'],
  ['let where = no_log',                  'UH0023', 'where',    'let `where` = no_log'],
  ['policy best = cheapest',              'UH0023', 'best',     'policy `best` = cheapest'],
  ['policy a(on: flag = true) = best',    'UH0023', 'on',       'policy a(`on`: flag = true) = best'],
]

// biome-ignore format: table
const LOOK_ALIKES: readonly Mistake[] = [
  ['сheapest',                            'UH0004', 'сheapest', 'cheapest'],
  ['best\u00a0where no_log',              'UH0004', '\u00a0',   'best where no_log'],
  ['best\u200b where no_log',             'UH0004', 'best\u200b', 'best where no_log'],
  ['rank by norm(quality) – 1',           'UH0004', '–',        'rank by norm(quality) - 1'],
  ['rank by norm(quality) − 1',           'UH0004', '−',        'rank by norm(quality) - 1'],
  ['rank by norm(quality) × 2',           'UH0004', '×',        'rank by norm(quality) * 2'],
  ['best where provider in [a， b]',      'UH0004', '，',       'best where provider in [a, b]'],
  ['best where （no_log)',                'UH0004', '（',       'best where (no_log)'],
  ['best limit temperature to 0…1',       'UH0004', '…',        'best limit temperature to 0..1'],
  ['best where quality >= 0.8 @',         'UH0003', '@',        'best where quality >= 0.8 '],
  ['best where no\u0000log',              'UH0002', '\u0000',   'best where nolog'],
]

// biome-ignore format: table
const QUANTITIES: readonly Mistake[] = [
  ['best where price_out <= 5 USD',       'UH0011', '5 USD',      'best where price_out <= $5'],
  ['best where price_out <= 5 USD/Mtok',  'UH0011', '5 USD/Mtok', 'best where price_out <= $5/Mtok'],
  ['best where price_out <= 5$/Mtok',     'UH0011', '5$/Mtok',    'best where price_out <= $5/Mtok'],
  ['best where price_out <= $5/M',        'UH0011', '$5/M',       'best where price_out <= $5/Mtok'],
  ['best where price_out <= $5 / 1M tokens', 'UH0011', '$5 / 1M tokens', 'best where price_out <= $5/Mtok'],
  ['best where price_out <= $5 per Mtok', 'UH0011', '$5 per Mtok', 'best where price_out <= $5/Mtok'],
  ['best where context >= 128K',          'UH0011', '128K',       'best where context >= 128k'],
  ['best where context >= 128 k',         'UH0011', '128 k',      'best where context >= 128k'],
  ['best where context >= 128_000',       'UH0011', '128_000',    'best where context >= 128000'],
  ['best where context >= 128,000',       'UH0011', '128,000',    'best where context >= 128000'],
  ['best where quality >= .8',            'UH0011', '.8',         'best where quality >= 0.8'],
  ['best where quality >= 80 %',          'UH0011', '80 %',       'best where quality >= 80%'],
  ['best timeout 30 sec',                 'UH0011', '30 sec',     'best timeout 30s'],
  ['best timeout 30 seconds',             'UH0011', '30 seconds', 'best timeout 30s'],
  ['best where tok_s >= 60tps',           'UH0011', '60tps',      'best where tok_s >= 60 tok/s'],
  ['best where context >= 5foo',          'UH0012', 'foo',        'best where context >= 5'],
]

// biome-ignore format: table
const WORDS: readonly Mistake[] = [
  ['best whre no_log',                    'UH0015', 'whre',      'best where no_log'],
  ['best WHERE no_log',                   'UH0015', 'WHERE',     'best where no_log'],
  ['best Where no_log',                   'UH0015', 'Where',     'best where no_log'],
  ['chepest where no_log',                'UH0015', 'chepest',   'cheapest where no_log'],
  ['best fall back next',                 'UH0015', 'fall back', 'best fallback next'],
  ['best fall-back next',                 'UH0015', 'fall-back', 'best fallback next'],
  ['best time out 30s',                   'UH0015', 'time out',  'best timeout 30s'],
  ['polcy a = best',                      'UH0015', 'polcy',     'policy a = best'],
  ['best where where no_log',             'UH0026', 'where',     'best where no_log'],
  ['best where no_log and and healthy',   'UH0026', 'and',       'best where no_log and healthy'],
]

// biome-ignore format: table
const EXPRESSIONS: readonly Mistake[] = [
  ['best where (no_log and healthy',      'UH0020', '(',   'best where (no_log and healthy)'],
  ['best where (no_log\ntake 3',          'UH0020', '(',   'best where (no_log)\ntake 3'],
  ['best where provider in [a, b',        'UH0020', '[',   'best where provider in [a, b]'],
  ['best where provider in [a, b take 3', 'UH0020', '[',   'best where provider in [a, b] take 3'],
  ['best where norm(quality > 0.5',       'UH0020', '(',   'best where norm(quality > 0.5)'],
  ['best where no_log)',                  'UH0021', ')',   'best where no_log'],
  ['best where (no_log]',                 'UH0021', ']',   'best where (no_log)'],
  ['best where quality 0.8',              'UH0016', '0.8', 'best where quality >= 0.8'],
  ['best where price_out $5/Mtok',        'UH0016', '$5/Mtok', 'best where price_out <= $5/Mtok'],
  ['best where no_log healthy',           'UH0016', 'healthy', 'best where no_log and healthy'],
  ['best where provider "openai"',        'UH0016', '"openai"', 'best where provider is "openai"'],
  ['best where no_log and',               'UH0017', 'and', 'best where no_log'],
  ['best where no_log and\ntake 3',       'UH0017', 'and', 'best where no_log\ntake 3'],
  ['best where no_log or\npolicy a = any', 'UH0017', 'or', 'best where no_log\npolicy a = any'],
  ['best where and no_log',               'UH0017', 'and', 'best where no_log'],
  ['rank by quality +',                   'UH0017', '+',   'rank by quality'],
  ['best where provider in []',           'UH0018', '[]',  'best where nothing'],
  ['best where provider not in []',       'UH0018', '[]',  'best where anything'],
  ['best where provider in (a, b)',       'UH0030', '(',   'best where provider in [a, b]'],
  ['in order []',                         'UH0018', 'in order []'],
]

// biome-ignore format: table
const CLAUSES: readonly Mistake[] = [
  ...['where', 'prefer', 'take', 'sample', 'timeout', 'set', 'limit', 'jitter', 'seed', 'apply', 'filter']
    .flatMap((word): readonly Mistake[] => [
      [`best ${word}`, 'UH0019', word],
      [`best ${word}\nfallback next`, 'UH0019', word],
    ]),
  ['best fallback',                       'UH0019', 'fallback'],
  ['best fallback\npolicy a = any',       'UH0019', 'fallback'],
  ['best on',                             'UH0019', 'on'],
  ['rank by',                             'UH0019', 'by'],
  ['rank\nwhere no_log',                  'UH0019', 'rank'],
  ['best where no_log and has\ntake 3',   'UH0019', 'has'],
  ['policy',                              'UH0019', 'policy'],
  ['policy a extends',                    'UH0019', 'extends'],
  ['best quality >= 0.8',                 'UH0030', 'quality', 'best where quality >= 0.8'],
  ['best where: no_log',                  'UH0030', ':',       'best where no_log'],
  ['policy a best',                       'UH0030', 'best',    'policy a = best'],
  ['policy a { best }',                   'UH0030', '{',       'policy a = best'],
  ['policy a = { best }',                 'UH0030', '{',       'policy a = best'],
  ['uh 2\nbest',                          'UH0027', 'uh 2',    'uh 1\nbest'],
  ['best\nuh 1',                          'UH0027', 'uh 1',    'best\n'],
  ['best\nlet a = 1\nany',                'UH0028', 'any'],
]

// biome-ignore format: table
const TERMS: readonly Mistake[] = [
  ['["policy", ["top"]]',                 'UH0022', '[',       'term ["policy", ["top"]]'],
  ['{"policy": 1}',                       'UH0022', '{'],
  ['[\n  {"policy": ["top"]}\n]',         'UH0022', '['],
  ['best where ["is", "no_log"]',         'UH0022', '[',       'best where term ["is", "no_log"]'],
  ['best where term ["is", no_log]',      'UH0025', 'no_log',  'best where term ["is", "no_log"]'],
  ['best where term ["cmp", "x", "lt", $5/Mtok]', 'UH0029', '$5/Mtok', 'best where term ["cmp", "x", "lt", 5]'],
]

const KINDS: readonly (readonly [string, readonly Mistake[]])[] = [
  ['an operator of another language', OPERATORS],
  ['a separator or comment of another language', SEPARATORS_AND_COMMENTS],
  ['a text or name in a wrong form', TEXTS_AND_NAMES],
  ['a character that is not what it seems', LOOK_ALIKES],
  ['a number in a wrong form', QUANTITIES],
  ['a word in a wrong form', WORDS],
  ['an expression with a part too few or many', EXPRESSIONS],
  ['a clause or item with a part too few or many', CLAUSES],
  ['a term where it cannot stand', TERMS],
]

describe.each(KINDS)('%s is reported once and, if it can be, put right', (_, mistakes) => {
  test.each(mistakes.map((mistake) => [mistake[0], mistake] as const))('%j', (_text, mistake) => {
    check(mistake)
  })
})

test('one mistake in an item does not hide those in the others', () => {
  const text = 'let a = (1\nlet b = 2\npolicy c = best whre b\npolicy d = best where no_log and\n'
  const { diagnostics, value } = parse({ name: 'several.uh', text })
  expect(diagnostics.map(({ code }) => code)).toEqual(['UH0020', 'UH0015', 'UH0017'])
  expect(value.items.map((item) => item.kind)).toEqual(['let'])
})
