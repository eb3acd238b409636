import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lineStarts, positionAt } from '../../src/base/source.ts'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import { catalogOn } from '../../src/catalog/catalog-on.ts'
import { checkCatalog } from '../../src/catalog/check.ts'
import { checkSource } from '../../src/catalog/check-source.ts'
import { catalogOf } from '../../src/catalog/load.ts'
import { sourceOf } from '../../src/catalog/provenance.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')

function findings(document: object): readonly string[] {
  const { value, diagnostics } = catalogOf({ catalog: 1, as_of: '2026-11-10', ...document })
  if (value === undefined) throw new Error(diagnostics[0]?.message)
  return checkCatalog(value, { now: NOW }).map(({ code, message }) => `${code}: ${message}`)
}

const PRICED = { price_in: 1, price_out: 2 }

describe('a finding', () => {
  test.each<[name: string, document: object, expected: readonly string[]]>([
    [
      'nothing',
      { providers: { p: {} }, models: { m: { served_by: [{ provider: 'p', ...PRICED }] } } },
      [],
    ],
    [
      'figures that are old',
      {
        as_of: '2026-01-01',
        sources: { s: { url: 'https://x.y', as_of: '2025-11-23' } },
        providers: {},
        models: {},
      },
      [
        'UH6022: the catalog is of 2026-01-01, 326 days old; more than 90 is stale',
        'UH6022: source `s` is of 2025-11-23, 365 days old; more than 90 is stale',
      ],
    ],
    [
      'no day',
      { as_of: undefined, providers: {}, models: {} },
      ['UH6022: the catalog does not say on which day its figures held'],
    ],
    [
      'a model nobody serves',
      { providers: {}, models: { m: { served_by: [] } } },
      ['UH6023: nobody serves model `m`'],
    ],
    [
      'a route twice',
      {
        providers: { p: {} },
        models: {
          m: {
            served_by: [
              { provider: 'p', ...PRICED },
              { provider: 'p', model: 'x', ...PRICED },
            ],
          },
        },
      },
      ['UH6024: `p` serving model `m` stands twice'],
    ],
    [
      'one route under two names',
      {
        providers: { p: {} },
        models: {
          a: { served_by: [{ provider: 'p', model: 'x', ...PRICED }] },
          b: { served_by: [{ provider: 'p', model: 'x', ...PRICED }] },
        },
      },
      ['UH6024: `p` serving model `b` is the same route as `p` serving model `a`'],
    ],
    [
      'offers of two peers are two routes',
      {
        providers: { p: {} },
        models: {
          m: {
            served_by: ['a', 'b'].map((peer_id) => ({
              provider: 'p',
              offer: { peer_id },
              ...PRICED,
            })),
          },
        },
      },
      [],
    ],
    [
      'sources that disagree',
      {
        sources: { s: { url: 'https://x.y' }, t: { url: 'https://x.z' } },
        providers: { p: {} },
        models: {
          m: {
            served_by: [
              {
                provider: 'p',
                ...PRICED,
                source: 's',
                also: [{ source: 't', price_in: 1, price_out: 3, price_cache_read: 0.5 }],
              },
            ],
          },
        },
      },
      [
        'UH6025: `p` serving model `m`: `t` says `price_out` is 3, not 2, `price_cache_read` is 0.5, not unknown',
      ],
    ],
    [
      'models without a figure that models are ranked by',
      {
        fields: { quality: { sort: 'number', unit: 'ratio', absent: -1, rank: true } },
        providers: { p: {} },
        models: Object.fromEntries(
          'abcdefg'.split('').map((name) => [
            name,
            {
              ...(name === 'a' ? { quality: 0.5 } : {}),
              served_by: [{ provider: 'p', model: name, ...PRICED }],
            },
          ]),
        ),
      },
      ['UH6026: 6 of 7 models have no `quality`: `b`, `c`, `d`, `e`, `f` and 1 more'],
    ],
    [
      'routes without a price',
      {
        providers: { p: {}, q: {} },
        models: { m: { served_by: [{ provider: 'p' }, { provider: 'q', price_in: 1 }] } },
      },
      [
        'UH6027: `p` serving model `m` has no `price_in` and no `price_out`',
        'UH6027: `q` serving model `m` has no `price_out`',
      ],
    ],
    [
      'prices that have changed by now',
      {
        providers: { p: {} },
        models: {
          m: {
            served_by: [
              {
                provider: 'p',
                ...PRICED,
                changes: [
                  { from: '2026-11-23', price_in: 2 },
                  { from: '2026-11-24', price_in: 3 },
                ],
              },
            ],
          },
        },
      },
      ['UH6028: `p` serving model `m` has other prices since 2026-11-23'],
    ],
    [
      'a provider that serves nothing',
      { providers: { p: {} }, models: {} },
      ['UH6029: provider `p` serves no model'],
    ],
    [
      'figures without a source, in a catalog that keeps account of them',
      {
        sources: { s: { url: 'https://x.y' } },
        fields: { f: { sort: 'number', unit: 'count', absent: -1 } },
        providers: { p: {} },
        models: {
          m: {
            f: 1,
            capabilities: { context: 9 },
            served_by: [{ provider: 'p', ...PRICED, source: { price_in: 's' } }],
            source: { capabilities: 's' },
          },
        },
      },
      [
        'UH6031: `f` of model `m` does not say where it comes from',
        'UH6031: `price_out` of `p` serving model `m` does not say where it comes from',
      ],
    ],
    [
      'capabilities, of which one may have a source of its own',
      {
        sources: { s: { url: 'https://x.y' } },
        providers: { p: {} },
        models: {
          a: {
            capabilities: { context: 1000, supports_tools: true },
            source: { 'capabilities.supports_tools': 's' },
            served_by: [{ provider: 'p', ...PRICED, source: 's' }],
          },
          b: {
            capabilities: { supports_tools: true },
            source: { 'capabilities.supports_tools': 's' },
            served_by: [{ provider: 'p', ...PRICED, source: 's' }],
          },
        },
      },
      ['UH6031: `capabilities` of model `a` does not say where it comes from'],
    ],
  ])('%s', (_name, document, expected) => {
    expect(findings(document)).toEqual(expected)
  })

  test('has its place in the text', () => {
    const text = readFileSync('fixtures/catalogs/small.yaml', 'utf8')
    const starts = lineStarts(text)
    const { diagnostics } = checkSource({ name: 'small.yaml', text }, { now: NOW })
    const seen = diagnostics.map(
      ({ code, span }) =>
        `${code} ${positionAt(starts, span.start).line} ${text.slice(span.start, span.end).slice(0, 20)}`,
    )
    expect(seen).toEqual([
      'UH6026 8 quality',
      'UH6025 27 provider: anthropic',
      'UH6027 50 provider: bazaar',
    ])
  })
})

describe('the source of a figure', () => {
  test.each([
    ['all', 'quality', 'all'],
    [{ quality: 'board#row' }, 'quality.coding', 'board#row'],
    [{ quality: 'a', 'quality.coding': 'b' }, 'quality.coding', 'b'],
    [{ prices: 'list' }, 'price_cache_read', 'list'],
    [{ prices: 'list' }, 'quality', undefined],
    [undefined, 'quality', undefined],
  ])('%j of `%s` is %s', (note, member, expected) => {
    expect(sourceOf(note, member)).toBe(expected)
  })
})

describe('a catalog on a day', () => {
  const { value: catalog } = catalogOf({
    catalog: 1,
    providers: { p: {} },
    models: {
      m: {
        served_by: [
          {
            provider: 'p',
            model: 'x',
            price_in: 1,
            price_cache_read: 0.5,
            tiers: [{ above: 9, price_in: 2 }],
            changes: [
              { from: '2027-01-01', price_in: 3, price_out: 4 },
              { from: '2027-02-01', price_in: 5 },
            ],
          },
        ],
      },
      n: { served_by: [{ provider: 'p' }] },
    },
  })

  function on(day: string): unknown {
    return catalog && catalogOn(catalog, day).models.m?.served_by[0]
  }

  test('is itself until something changes', () => {
    expect(catalog && catalogOn(catalog, '2026-12-31')).toBe(catalog)
  })

  test('has the announced prices from their first day on, and no others', () => {
    expect(on('2027-01-01')).toEqual({
      provider: 'p',
      model: 'x',
      price_in: 3,
      price_out: 4,
      changes: [{ from: '2027-02-01', price_in: 5 }],
    })
    expect(on('2030-01-01')).toEqual({ provider: 'p', model: 'x', price_in: 5 })
  })

  test('leaves other models as they are', () => {
    expect(catalog && catalogOn(catalog, '2027-01-01').models.n).toBe(catalog?.models.n)
  })
})

test('every figure of the built-in catalog says where it comes from', () => {
  const found = checkCatalog(builtInCatalog(), { now: NOW, maxAgeDays: 100_000 })
  expect(found.filter(({ code }) => code === 'UH6031')).toEqual([])
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['UH6025', 'UH6026', 'UH6027']))
})
