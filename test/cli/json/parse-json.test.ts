import { describe, expect, test } from 'vitest'
import { placeInJson } from '../../../src/cli/json/json-place.ts'
import { parseJson } from '../../../src/cli/json/parse-json.ts'

describe('a text that is no JSON', () => {
  test.each([
    ['', 0, 'a value'],
    ['   ', 3, 'a value'],
    ['["a" "b"]', 5, '`,` or `]`'],
    ['["a",]', 5, 'a value'],
    ['[', 1, 'a value or `]`'],
    ['{', 1, 'a key in double quotes or `}`'],
    ['{"a":1,}', 7, 'a key in double quotes'],
    ['{a:1}', 1, 'a key in double quotes or `}`'],
    ['{"a" 1}', 5, '`:`'],
    ['{"a":1]', 6, '`,` or `}`'],
    ['[1] [2]', 4, 'nothing more'],
    ["['a']", 1, 'a value or `]`'],
    ['[01]', 1, 'a value or `]`'],
    ['[NaN]', 1, 'a value or `]`'],
    ['["\u0001"]', 1, 'a value or `]`'],
    ['["open', 1, 'a value or `]`'],
    ['cheapest where no_log', 0, 'a value'],
  ])('%j fails at %i: expected %s', (text, offset, expected) => {
    const parsed = parseJson({ name: 't.json', text })
    expect(parsed).toMatchObject({
      ok: false,
      error: { message: '`t.json` is not JSON', at: { label: `expected ${expected}` } },
    })
    expect(parsed.ok ? undefined : parsed.error.at?.span.start).toBe(offset)
  })

  test('brackets may be as deep as they like', () => {
    const parsed = parseJson({ name: 't.json', text: '['.repeat(100_000) })
    expect(parsed.ok ? undefined : parsed.error.at?.span.start).toBe(100_000)
  })
})

describe('the place of a path', () => {
  const term = ` [ "policy", ["and", ["top"],\n ["cmp", "prce", "lt", 5]], { "a\\"b" : [1, 22] , "then": {"x": "y]"}} ]`
  test.each([
    ['$', term.trim()],
    ['$.policy[1]', '["and", ["top"],\n ["cmp", "prce", "lt", 5]]'],
    ['$.policy[1].and[2].cmp[1]', '"prce"'],
    ['$.policy[1].and[2].cmp[3]', '5'],
    ['$.policy[2]["a\\"b"][2]', '22'],
    ['$.policy[2].then.x', '"y]"'],
    ['$.policy[1].and[9].cmp[1]', '["and", ["top"],\n ["cmp", "prce", "lt", 5]]'],
    ['$.policy[2].nowhere', '{ "a\\"b" : [1, 22] , "then": {"x": "y]"}}'],
  ])('%s', (path, expected) => {
    const { start, end } = placeInJson(term, path)
    expect(term.slice(start, end)).toBe(expected)
  })

  test('a path into a flow goes through its map', () => {
    const flow = '["flow",{"in":{"kind":"input"},"a b":{"kind":"llm","policy":["policy",["bop"]]}}]'
    const { start, end } = placeInJson(flow, '$.flow["a b"].policy.policy[1]')
    expect(flow.slice(start, end)).toBe('["bop"]')
  })

  test('of equal keys the last one counts, as for JSON.parse', () => {
    const text = '{"a":1,"a":2}'
    const { start, end } = placeInJson(text, '$.a')
    expect(text.slice(start, end)).toBe('2')
  })
})
