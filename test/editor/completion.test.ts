import { describe, expect, test } from 'vitest'
import { type Completion, completionsAt } from '../../src/editor/index.ts'
import { at, type Files } from './at.ts'

function offered(marked: string, files: Files = {}): readonly Completion[] {
  const { document, offset } = at(marked, files)
  return completionsAt(document, offset)
}

function labels(marked: string, files: Files = {}): readonly string[] {
  return offered(marked, files).map(({ label }) => label)
}

/** The text after the completion of that label is taken. */
function taken(marked: string, label: string, files: Files = {}): string {
  const { document, offset } = at(marked, files)
  const found = completionsAt(document, offset).find((each) => each.label === label)
  if (found === undefined) throw new Error(`${label} is not offered`)
  const { text } = document.source
  return text.slice(0, found.span.start) + found.insert + text.slice(found.span.end)
}

describe('words are those that the grammar lets stand there', () => {
  // biome-ignore format: table
  test.each([
    ['▮',                                    ['uh', 'use', 'policy', 'cheapest', 'in catalog order'], ['and', 'implies', 'quality']],
    ['uh 1 ▮',                               ['use', 'policy'],                                       ['uh']],
    ['policy a = best wh▮',                  ['where', 'when', 'rank by'],                            ['and', 'uh']],
    ['best where quality > 0.5 ▮',           ['and', 'or', 'prefer', 'policy'],                       ['not', 'is', 'between']],
    ['best where quality ▮',                 ['>=', 'between', 'in', 'not in'],                       ['is']],
    ['best where no_log ▮',                  ['and', 'take'],                                         ['>=', 'is', 'in', 'between']],
    ['best where provider ▮',                ['is', 'in', 'not in'],                                  []],
    ['best where not ▮',                     ['known', 'healthy', 'has', 'top'],                      ['true', 'policy']],
    ['best on timeout ▮',                    ['next', 'same model elsewhere', 'disable provider'],    ['model', 'where']],
    ['best on timeout retry 1 ▮',            ['after', 'then'],                                       ['next']],
    ['best fallback ▮',                      ['next', 'stop', 'term'],                                ['retry']],
    ['best timeout 5s, ▮',                   ['first token'],                                         ['token']],
    ['best where price_out <= ▮',            ['match'],                                               ['has', 'healthy', 'true', 'not']],
    ['rank by ▮',                            ['match', 'norm', 'clamp'],                              ['has', 'not', 'provider', 'no_log']],
    ['rank by quality if ▮',                 ['has', 'not', 'no_log', 'provider'],                    ['clamp']],
    ['policy a = best test "x" = a ▮',       ['rejects', 'picks', 'never picks', 'keeps at least'],   ['where']],
    ['prove a ▮',                            ['implies'],                                             ['where']],
    ['flow f = a ▮',                         [],                                                      ['ask', 'where']],
    ['best set temperature ▮',               [],                                                      ['where']],
  ])('%s', (marked, some, none) => {
    const found = labels(marked)
    expect(found).toEqual(expect.arrayContaining(some))
    expect(found.filter((label) => none.includes(label))).toEqual([])
  })

  test('a phrase is offered while its second word is typed', () => {
    expect(taken('best in or▮', 'in order')).toBe('best in order')
    expect(taken('best in ▮', 'in catalog order')).toBe('best in catalog order')
  })

  test('each is offered once', () => {
    const found = labels('policy a = best ▮')
    expect(new Set(found).size).toBe(found.length)
  })
})

describe('names', () => {
  test.each([
    ['best where provider is open▮', 'openai', 'best where provider is openai'],
    ['best where provider in [groq, ▮]', 'openai', 'best where provider in [groq, openai]'],
    ['best where provider is ▮', 'ant-ling', 'best where provider is "ant-ling"'],
    ['best where provider is "ant▮"', 'ant-ling', 'best where provider is "ant-ling"'],
    ['best where tier >= ▮', 'marketplace', 'best where tier >= marketplace'],
    ['best where has to▮', 'tools', 'best where has tools'],
    ['in order [openai/▮', 'gpt-5-nano', 'in order [openai/"gpt-5-nano"'],
    ['best on rate▮', 'rate_limit', 'best on rate_limit'],
    [
      'policy a = best test "x" = a picks ▮',
      'openai/gpt-5-nano',
      'policy a = best test "x" = a picks "openai/gpt-5-nano"',
    ],
    [
      'policy a = best test "x" = a picks "open▮',
      'openai/gpt-5-nano',
      'policy a = best test "x" = a picks "openai/gpt-5-nano"',
    ],
    ['best by quality.c▮', 'quality.coding', 'best by quality.coding'],
    ['best where top 5 by ▮', 'price_in', 'best where top 5 by price_in'],
    ['best where known ▮', 'context', 'best where known context'],
    ['best where 0.5 <= ▮', 'quality', 'best where 0.5 <= quality'],
    ['let good = quality > 0.5 best where ▮', 'good', 'let good = quality > 0.5 best where good'],
    [
      'let cap = $5/Mtok best where price_in < ▮',
      'cap',
      'let cap = $5/Mtok best where price_in < cap',
    ],
    ['policy a = best policy b extends ▮', 'a', 'policy a = best policy b extends a'],
    [
      'flow f = one = ask p "x" with input two = ask p "x" with ▮',
      'one',
      'flow f = one = ask p "x" with input two = ask p "x" with one',
    ],
    ['rank by no▮', 'norm', 'rank by norm('],
  ])('%s offers %s', (marked, label, text) => {
    expect(taken(marked, label)).toBe(text)
  })

  test.each([
    ['policy a(plan: free | pro = ▮', ['free', 'pro']],
    ['policy a(plan: free | pro = pro) = best where plan is ▮', ['not', 'free', 'pro']],
    ['policy a(plan: free | pro = pro) = best where plan in [▮', ['free', 'pro']],
    ['policy a(plan: free | pro = pro) = best where match plan { free: no_log, ▮', ['pro', 'else']],
    ['policy a(plan: free | pro = pro) = best where match ▮', ['plan']],
    ['policy a(plan: free | pro = pro) = best\npolicy b extends a(▮', ['plan']],
    ['policy a = best where top ▮', ['3', 'match', 'term']],
    [
      'policy a(x: ▮',
      ['price', 'money', 'duration', 'tokens', 'rate', 'ratio', 'count', 'number', 'text', 'flag'],
    ],
  ])('%s', (marked, expected) => {
    expect(labels(marked)).toEqual(expected)
  })

  test('those of another file are offered where they are imported', () => {
    const files = {
      'floors.uh': 'let floor = quality >= 0.5\npolicy base = best\nflow f = return input',
    }
    expect(labels('use "./floors.uh" (▮', files)).toEqual(['floor', 'base'])
    expect(labels('use "./floors.uh" (floor, ▮', files)).toEqual(['base'])
    expect(labels('use "./none.uh" (▮', files)).toEqual([])
  })

  test('a field says its unit, its range and what the catalog knows', () => {
    const quality = offered('best where q▮').find(({ label }) => label === 'quality')
    expect(quality).toMatchObject({ kind: 'field', detail: 'ratio, 0..1, higher is better' })
    expect(quality?.doc).toMatch(/LiveBench.*\n\nKnown of \d+ of the \d+ routes/)
  })

  test('parameters are offered within their policy alone', () => {
    const text = 'policy a(most: price = $5/Mtok) = best where price_in < ▮\npolicy b = best'
    expect(labels(text)).toContain('most')
    expect(
      labels('policy a(most: price = $5/Mtok) = best policy b = best where price_in < ▮'),
    ).not.toContain('most')
  })

  test('a mistake before the caret does not keep anything back', () => {
    expect(labels('policy a = best where quality >> 0.5 and provider is ▮')).toContain('openai')
    expect(labels('policy a = best take take prefer ▮')).toContain('quality')
    expect(labels('policy x policy a = best where ▮')).toContain('quality')
  })
})

describe('a number is offered the units that fit', () => {
  // biome-ignore format: table
  test.each([
    ['best where price_out <= 5▮',               ['$5/Mtok', '$5/ktok', '$5/tok']],
    ['best where price_out <= $5▮',              ['$5/Mtok', '$5/ktok', '$5/tok']],
    ['best where price_out between $1/Mtok and 5▮', ['$5/Mtok', '$5/ktok', '$5/tok']],
    ['best where price_out in [$1/Mtok, 5▮',     ['$5/Mtok', '$5/ktok', '$5/tok']],
    ['best where latency_ms < 1.5▮',             ['1.5ms', '1.5s', '1.5m', '1.5h']],
    ['best where context >= 128▮',               ['128k', '128M', '128Ki', '128Mi']],
    ['best where tok_s > 60▮',                   ['60 tok/s']],
    ['best where quality >= 80▮',                ['80%']],
    ['best timeout 5▮',                          ['5ms', '5s', '5m', '5h']],
    ['best on timeout next, cool 5▮',            ['5ms', '5s', '5m', '5h']],
    ['best on timeout retry 2 after 5▮',         ['5ms', '5s', '5m', '5h']],
    ['cheapest for 4▮',                          ['4k', '4M', '4Ki', '4Mi']],
    ['policy a(x: price = 5▮',                   ['$5/Mtok', '$5/ktok', '$5/tok']],
    ['policy a(x: money = $1) = best policy b extends a(x: 5▮', ['$5']],
    ['best take 5▮',                             ['5']],
  ])('%s', (marked, expected) => {
    expect(labels(marked)).toEqual(expected)
  })

  test('the number stays, and its unit is written', () => {
    expect(taken('best where price_out <= 5▮ and no_log', '$5/Mtok')).toBe(
      'best where price_out <= $5/Mtok and no_log',
    )
    expect(taken('best where price_out <= ▮', '$5/Mtok')).toBe('best where price_out <= $5/Mtok')
  })
})

test.each(['best # comm▮', '## doc ▮\nbest', '# a▮'])(
  'nothing is offered in a comment: %s',
  (marked) => {
    expect(labels(marked)).toEqual([])
  },
)

test.each(['policy ▮', 'let ▮', 'flow f = ▮', 'policy a(▮', 'test "▮', 'use "▮'])(
  'nothing is offered where a name is given, or a text: %s',
  (marked) => {
    expect(labels(marked).filter((label) => label !== 'return')).toEqual([])
  },
)
