import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  foldingOf,
  lensesOf,
  openDocument,
  semanticTokensOf,
  symbolsOf,
} from '../../src/editor/index.ts'
import { at, workspaceOf } from './at.ts'

const FILES = {
  'floors.uh': readFileSync('fixtures/policies/floors.uh', 'utf8'),
  'tour.uh': readFileSync('fixtures/policies/tour.uh', 'utf8'),
}

const tour = openDocument({ name: 'tour.uh', text: FILES['tour.uh'] }, workspaceOf(FILES))

describe('the outline', () => {
  test('names every item of a file, with parameters and steps', () => {
    const told = symbolsOf(tour).map(({ kind, name, detail, children }) => [
      `${kind} ${name}: ${detail}`,
      ...children.map((child) => `${child.kind} ${child.name}: ${child.detail}`),
    ])
    expect(told.flat()).toEqual([
      'use ./floors.uh: enterprise_floor',
      'let trusted: provider in [openai, anthropic, google]',
      'let value: 0.7 * norm(quality) - 0.3 * norm(price_out)',
      'let cap: $15/Mtok',
      'policy support: ',
      'param plan: free | pro | enterprise',
      'param max_out: price',
      'policy strict: extends support',
      'flow research: ',
      'step draft: ask support',
      'step check: ask strict',
      'step answer: ask support',
      'prove prove support: price_out <= $40/Mtok',
      'test enterprise never sees a logging model: test',
    ])
  })

  test('calls a policy without a name as the compiler does', () => {
    expect(symbolsOf(at('best where no_log').document)).toMatchObject([
      { kind: 'policy', name: 'default', nameSpan: { start: 0, end: 4 } },
    ])
  })

  test('keeps a policy of which one clause cannot be read', () => {
    const names = symbolsOf(at('policy a = best where quality >= take 3\npolicy b = best').document)
    expect(names.map(({ name }) => name)).toEqual(['a', 'b'])
  })

  test('selects within what it spans', () => {
    const check = (symbols: ReturnType<typeof symbolsOf>): void => {
      for (const { span, nameSpan, children } of symbols) {
        expect(span.start <= nameSpan.start && nameSpan.end <= span.end).toBe(true)
        check(children)
      }
    }
    check(symbolsOf(tour))
  })
})

describe('folding', () => {
  test('covers items, lists and comments of several lines', () => {
    const { document } = at(`# one
# two
policy a =
  best where provider in [
    openai,
    groq
  ]

# alone
let x = 1
flow f =
  s = ask a "x" with input
  return s
`)
    expect(foldingOf(document).map((fold) => Object.values(fold).join(' '))).toEqual([
      'comment 1 2',
      'item 3 7',
      'item 4 7',
      'item 11 13',
    ])
  })

  test.each(['', 'best', '# one\n\n# two', 'best where ('])('has nothing for %j', (text) => {
    expect(foldingOf(at(text).document)).toEqual([])
  })
})

describe('colours', () => {
  function painted(text: string): readonly string[] {
    const { document } = at(text)
    return semanticTokensOf(document).map(
      ({ span, kind, modifiers }) =>
        `${text.slice(span.start, span.end)} ${[kind, ...modifiers].join('.')}`,
    )
  }

  test('tell apart what names stand for', () => {
    expect(
      painted(`## Doc.
let cap = $5/Mtok # why
policy a(plan: free | pro = pro, x: count = 3) =
  rank by norm(quality)
  where plan is free and provider in [openai, "ant-ling"] and price_in < cap and has tools
  take x on timeout next set top_p = 1`),
    ).toEqual([
      '## Doc. comment.documentation',
      'let keyword',
      'cap variable.definition.readonly',
      '= operator',
      '$5/Mtok number',
      '# why comment',
      'policy keyword',
      'a function.definition',
      'plan parameter.definition',
      'free enumMember',
      '| operator',
      'pro enumMember',
      '= operator',
      'pro enumMember',
      'x parameter.definition',
      'count type.defaultLibrary',
      '= operator',
      '3 number',
      '= operator',
      'rank keyword',
      'by keyword',
      'norm function.defaultLibrary',
      'quality property.defaultLibrary',
      'where keyword',
      'plan parameter',
      'is keyword',
      'free enumMember',
      'and keyword',
      'provider property.defaultLibrary',
      'in keyword',
      'openai enumMember',
      '"ant-ling" string',
      'and keyword',
      'price_in property.defaultLibrary',
      '< operator',
      'cap variable.readonly',
      'and keyword',
      'has keyword',
      'tools enumMember',
      'take keyword',
      'x parameter',
      'on keyword',
      'timeout enumMember',
      'next keyword',
      'set keyword',
      'top_p property',
      '= operator',
      '1 number',
    ])
  })

  test('never reach over the end of a line', () => {
    expect(painted('best in\n order ["a"/"b"]')).toEqual([
      'best keyword',
      '"a" string',
      '"b" string',
    ])
  })
})

describe('the lens over a policy', () => {
  const titles = (text: string) => lensesOf(at(text).document).map(({ title }) => title)

  test('counts the models that pass, and names the cheapest and the first', () => {
    expect(
      titles('policy a = cheapest where quality >= 0.7\npolicy b = best where quality >= 0.7'),
    ).toEqual([
      expect.stringMatching(/^\d+ of 328 models pass, cheapest [a-z]+\/\S+$/),
      expect.stringMatching(/^\d+ of 328 models pass, cheapest \S+, first choice \S+$/),
    ])
  })

  test('says what a policy waits for that has no default', () => {
    expect(titles('policy a(n: count, m: count) = best take n + m')).toEqual([
      'depends on `n`, `m`',
    ])
  })

  test('stands over every policy while some have errors', () => {
    expect(
      titles(
        'policy a = best where qualty > 1\npolicy b extends a where no_log\npolicy c = cheapest',
      ),
    ).toEqual(['has errors', 'has errors', expect.stringContaining('models pass')])
    expect(titles('policy a = best where quality >= take 3\npolicy c = cheapest')).toEqual([
      'has errors',
      expect.stringContaining('models pass'),
    ])
  })

  test('is not there without a catalog', () => {
    const workspace = { ...workspaceOf(), candidates: [] }
    expect(lensesOf(openDocument({ name: 'a.uh', text: 'best' }, workspace))).toEqual([])
  })
})
