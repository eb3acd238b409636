import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import { diffCatalogs } from '../../src/catalog/diff.ts'
import { catalogOf, loadCatalog } from '../../src/catalog/load.ts'

const TEXT = readFileSync('fixtures/catalogs/small.yaml', 'utf8')

/** What an edit of the small catalog changes, one line each. */
function changes(...edits: readonly [find: string, replace: string][]): readonly string[] {
  const edited = edits.reduce((text, [find, replace]) => {
    expect(text).toContain(find)
    return text.replace(find, replace)
  }, TEXT)
  const [before, after] = [TEXT, edited].map((text) => loadCatalog({ name: 'c', text }).value)
  if (before === undefined || after === undefined) throw new Error('an edit broke the catalog')
  return diffCatalogs(before, after).map(
    ({ kind, what, name, member = '', before, after, percent }) =>
      [
        kind,
        what,
        name,
        member,
        ...(kind === 'changed' ? [`${before} -> ${after}`] : []),
        ...(percent === undefined ? [] : [`${percent}%`]),
      ]
        .filter((part) => part !== '')
        .join(' '),
  )
}

describe('between two catalogs', () => {
  test('that are the same nothing changes', () => {
    expect(changes()).toEqual([])
    expect(diffCatalogs(builtInCatalog(), builtInCatalog())).toEqual([])
  })

  test.each<[string, [string, string], readonly string[]]>([
    [
      'a price that rose',
      ['price_in: 0.05', 'price_in: 0.06'],
      ['changed route openai/gpt-5-nano price_in 0.05 -> 0.06 20%'],
    ],
    [
      'a price that fell',
      ['price_in: 0.59', 'price_in: 0.29'],
      ['changed route groq/llama-70b price_in 0.59 -> 0.29 -50.85%'],
    ],
    [
      'a price that became known',
      ['- { provider: bazaar }', '- { provider: bazaar, price_in: 1 }'],
      ['changed route bazaar/mystery price_in undefined -> 1'],
    ],
    [
      'a price that is no longer 0',
      ['price_in: 0, price_out: 0', 'price_in: 1, price_out: 0'],
      ['changed route local/llama-70b price_in 0 -> 1'],
    ],
    [
      'a figure',
      ['quality: 0.45', 'quality: 0.5'],
      ['changed model llama-70b quality 0.45 -> 0.5 11.11%'],
    ],
    [
      'a capability',
      ['context: 8192', 'context: 16384'],
      ['changed model mystery capabilities.context 8192 -> 16384 100%'],
    ],
    [
      'a model that went',
      [
        '  mystery:\n    capabilities: { context: 8192 }\n    served_by:\n      - { provider: bazaar }\n    source: { capabilities: lists }\n',
        '',
      ],
      ['removed model mystery', 'removed route bazaar/mystery'],
    ],
    [
      'a route that came',
      ['- { provider: bazaar }', '- { provider: bazaar }\n      - { provider: groq }'],
      ['added route groq/mystery'],
    ],
    [
      'another peer',
      ['peer_id: zurich', 'peer_id: geneva'],
      ['added route bazaar/llama-70b@geneva', 'removed route bazaar/llama-70b@zurich'],
    ],
    [
      'a provider',
      ['tier: marketplace', 'tier: partner'],
      ['changed provider groq tier marketplace -> partner'],
    ],
    [
      'the day',
      ['as_of: 2026-11-10', 'as_of: 2026-11-11'],
      ['changed catalog as_of 2026-11-10 -> 2026-11-11'],
    ],
    [
      'where a figure comes from',
      [
        'source: { prices: lists } }\n      - { provider: bazaar',
        'source: { prices: board } }\n      - { provider: bazaar',
      ],
      [],
    ],
  ])('%s', (_name, edit, expected) => {
    expect(changes(edit)).toEqual(expected)
  })

  test('what changed is told in the order of the names', () => {
    expect(
      changes(['quality: 0.45', 'quality: 0.5'], ['quality: 0.61', 'quality: 0.62']).map(
        (line) => line.split(' ')[2],
      ),
    ).toEqual(['gpt-5-nano', 'llama-70b'])
  })

  test('routes that stand twice are told apart by their place', () => {
    const of = (price_in: number) =>
      catalogOf({
        catalog: 1,
        providers: { p: {} },
        models: { m: { served_by: [{ provider: 'p' }, { provider: 'p', price_in }] } },
      }).value
    const [before, after] = [of(1), of(2)]
    expect(before && after && diffCatalogs(before, after)).toEqual([
      {
        kind: 'changed',
        what: 'route',
        name: 'p/m#2',
        member: 'price_in',
        before: 1,
        after: 2,
        percent: 100,
      },
    ])
  })
})
