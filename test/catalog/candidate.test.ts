import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../src/catalog/candidate.ts'
import { candidatesOf } from '../../src/catalog/candidate.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { catalogOf, loadCatalog } from '../../src/catalog/load.ts'
import { runs } from '../runs.ts'

const SMALL = 'fixtures/catalogs/small.yaml'

function small(): readonly Candidate[] {
  return of(loadCatalog({ name: SMALL, text: readFileSync(SMALL, 'utf8') }).value)
}

function of(catalog: Catalog | undefined): readonly Candidate[] {
  if (catalog === undefined) throw new Error('the catalog of the test is not valid')
  return candidatesOf(catalog)
}

function ids(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ cid }) => cid)
}

describe('candidates', () => {
  test('stand in the order of provider, family and who serves them', () => {
    expect(ids(small())).toEqual([
      'anthropic/claude-haiku',
      'bazaar/llama-70b@austin',
      'bazaar/llama-70b@zurich',
      'bazaar/mystery',
      'groq/llama-70b',
      'local/llama-70b',
      'openai/gpt-5-nano',
    ])
  })

  test('are ordered by UTF-8 bytes', () => {
    const providers = { '\u{1F600}': {}, '\uFF5E': {}, b: {}, B: {} }
    const served_by = Object.keys(providers).map((provider) => ({ provider }))
    const { value } = catalogOf({ catalog: 1, providers, models: { m: { served_by } } })
    expect(ids(of(value))).toEqual(['B/m', 'b/m', '\uFF5E/m', '\u{1F600}/m'])
  })

  test('carry what the document says and nothing more', () => {
    expect(small().at(-1)).toEqual({
      cid: 'openai/gpt-5-nano',
      provider_id: 'openai',
      model_family: 'gpt-5-nano',
      served_model_id: 'gpt-5-nano-2025-08-07',
      tier: 'partner',
      capabilities: {
        context: 400000,
        max_output: 128000,
        supports_tools: true,
        supports_vision: true,
      },
      quality: 0.61,
      price_in: 0.05,
      price_out: 0.4,
      price_cache_read: 0.005,
      latency_ms: 400,
      quality_rank: 1,
      price_in_rank: 2,
      price_out_rank: 2,
      context_rank: 1,
    })
  })

  test('have no value where the document has none, and 0 where it says 0', () => {
    const [free] = small().filter(({ cid }) => cid === 'local/llama-70b')
    const [mystery] = small().filter(({ cid }) => cid === 'bazaar/mystery')
    expect(free).toMatchObject({ price_in: 0, price_out: 0 })
    expect(mystery).not.toHaveProperty('price_in')
    expect(mystery).not.toHaveProperty('quality')
    expect(mystery).not.toHaveProperty('quality_rank')
  })

  test('take a field from the route, else from the model, else from the provider', () => {
    const { value } = catalogOf({
      catalog: 1,
      fields: { f: { sort: 'number', unit: 'count', absent: -1 } },
      providers: { p: { f: 1, no_log: true, tier: 'partner', scope: 'a' }, q: { f: 1 } },
      models: {
        a: {
          f: 2,
          served_by: [{ provider: 'p', f: 3, no_log: false, tier: 'fallback', scope: 'b' }],
        },
        b: { f: 2, served_by: [{ provider: 'p' }] },
        c: { served_by: [{ provider: 'q' }] },
      },
    })
    expect(of(value).map(({ f, no_log, tier, scope }) => [f, no_log, tier, scope])).toEqual([
      [3, false, 'fallback', 'b'],
      [2, true, 'partner', 'a'],
      [1, undefined, undefined, undefined],
    ])
  })

  test('take a capability from the route, else from the model', () => {
    const contexts = small().map(({ cid, capabilities }) => [cid, capabilities?.context])
    expect(contexts).toContainEqual(['bazaar/llama-70b@austin', 32768])
    expect(contexts).toContainEqual(['bazaar/llama-70b@zurich', 131072])
  })

  test('have different names even when a route stands twice', () => {
    const twice = { provider: 'p' }
    const { value } = catalogOf({
      catalog: 1,
      providers: { p: {} },
      models: { m: { served_by: [twice, twice, twice] }, 'm#2': { served_by: [twice] } },
    })
    const names = ids(of(value))
    expect(names).toEqual(['p/m', 'p/m#2', 'p/m#3', 'p/m#2#2'])
    expect(new Set(names).size).toBe(4)
  })

  test('know only their own names', () => {
    const { value } = catalogOf(
      JSON.parse(`{"catalog": 1, "fields": {"__proto__": {"sort": "flag"}}, "providers": {"p": {}},
        "models": {"m": {"__proto__": true, "served_by": [{"provider": "p"}]}, "n": {"served_by": [{"provider": "p"}]}}}`),
    )
    const [m, n] = of(value)
    expect(Reflect.get(m ?? {}, '__proto__')).toBe(true)
    expect(Reflect.get(n ?? {}, '__proto__')).toBeUndefined()
    expect(n?.constructor).toBeUndefined()
  })
})

describe('ranks', () => {
  function ranked(figures: readonly (number | undefined)[], better = 'higher'): readonly unknown[] {
    const models = Object.fromEntries(
      figures.map((f, i) => [
        `m${String(i).padStart(3, '0')}`,
        { ...(f === undefined ? {} : { f }), served_by: [{ provider: 'p' }] },
      ]),
    )
    const fields = { f: { sort: 'number', unit: 'count', absent: -1, rank: true, better } }
    const { value } = catalogOf({ catalog: 1, fields, providers: { p: {} }, models })
    return of(value).map((candidate) => candidate.f_rank)
  }

  test.each([
    [[3, 1, 2], 'higher', [1, 3, 2]],
    [[3, 1, 2], 'lower', [3, 1, 2]],
    [[5, 5, 1], 'higher', [1, 1, 3]],
    [[5, undefined, 9], 'higher', [2, undefined, 1]],
    [[undefined], 'higher', [undefined]],
    [[0, 0], 'lower', [1, 1]],
  ] as const)('of %j, %s is better, are %j', (figures, better, expected) => {
    expect(ranked(figures, better)).toEqual(expected)
  })

  test('count models, however many providers serve one', () => {
    const { value } = catalogOf({
      catalog: 1,
      fields: { f: { sort: 'number', unit: 'count', absent: -1, rank: true } },
      providers: { p: {}, q: {} },
      models: {
        a: { f: 9, served_by: [{ provider: 'p' }, { provider: 'q' }] },
        b: { f: 8, served_by: [{ provider: 'p' }] },
      },
    })
    expect(of(value).map(({ cid, f_rank }) => [cid, f_rank])).toEqual([
      ['p/a', 1],
      ['p/b', 2],
      ['q/a', 1],
    ])
  })

  test('of prices are best where they are lowest', () => {
    const byPrice = small().map(({ cid, price_in_rank }) => [cid, price_in_rank])
    expect(byPrice).toContainEqual(['local/llama-70b', 1])
    expect(byPrice).toContainEqual(['openai/gpt-5-nano', 2])
    expect(byPrice).toContainEqual(['bazaar/mystery', undefined])
  })

  test('are 1 and the number of models with a better value', () => {
    const figure = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined })
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 20 }), (figures) => {
        const expected = figures.map((own) =>
          own === undefined
            ? undefined
            : 1 + figures.filter((other) => other !== undefined && other > own).length,
        )
        expect(ranked(figures)).toEqual(expected)
      }),
      runs(50),
    )
  })
})
