import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { catalogOf } from '../../src/catalog/load.ts'
import { schemaFaults } from './json-schema.ts'

const SCHEMA: object = JSON.parse(readFileSync('src/catalog/catalog.schema.json', 'utf8'))

describe('the shipped schema', () => {
  test('accepts the built-in catalog', () => {
    expect(
      schemaFaults(SCHEMA, JSON.parse(readFileSync('src/catalog/built-in.json', 'utf8'))),
    ).toEqual([])
  })

  test.each(readdirSync('fixtures/catalogs').filter((file) => /\.(?:yaml|json)$/.test(file)))(
    'accepts fixtures/catalogs/%s',
    (file) => {
      expect(
        schemaFaults(SCHEMA, parse(readFileSync(`fixtures/catalogs/${file}`, 'utf8'))),
      ).toEqual([])
    },
  )
})

const BASE = {
  catalog: 1,
  fields: { quality: { sort: 'number', unit: 'ratio', absent: -1 }, eu: { sort: 'flag' } },
  providers: { p: {} },
  models: { m: { served_by: [{ provider: 'p' }] } },
}

function route(members: object): object {
  return { ...BASE, models: { m: { served_by: [{ provider: 'p', ...members }] } } }
}

function model(members: object): object {
  return { ...BASE, models: { m: { served_by: [], ...members } } }
}

function provider(members: object): object {
  return { ...BASE, providers: { p: members } }
}

function field(declaration: object): object {
  return { ...BASE, fields: { x: declaration } }
}

const BAD: readonly [string, unknown][] = [
  ['no format', { ...BASE, catalog: undefined }],
  ['another format', { ...BASE, catalog: 2 }],
  ['no providers', { ...BASE, providers: undefined }],
  ['no models', { ...BASE, models: undefined }],
  ['an unknown member', { ...BASE, modles: {} }],
  ['a day that is none', { ...BASE, as_of: '2026-13-01' }],
  ['tiers that repeat', { ...BASE, tier_order: ['a', 'a'] }],
  ['a source without its address', { ...BASE, sources: { s: {} } }],
  ['a list of providers', { ...BASE, providers: [] }],
  ['a provider with a slash', { ...BASE, providers: { ...BASE.providers, 'a/b': {} } }],
  ['an unknown protocol', provider({ api: 'grpc' })],
  ['a key for a variable', provider({ key_env: 'sk-1234' })],
  ['an address without protocol', provider({ base_url: 'api.openai.com' })],
  ['an address with a placeholder', provider({ base_url: 'https://{resource}.openai.azure.com' })],
  ['a price at the provider', provider({ price_in: 1 })],
  ['a text as field', provider({ eu: 'yes' })],
  ['a model without routes', { ...BASE, models: { m: {} } }],
  ['a price at the model', model({ price_out: 1 })],
  ['a context at the model', model({ context: 1000 })],
  ['a fraction of a token', model({ capabilities: { context: 1.5 } })],
  ['an ability that is a number', model({ capabilities: { supports_tools: 1 } })],
  ['a capability that is a text', model({ capabilities: { colour: 'red' } })],
  ['a route without provider', { ...BASE, models: { m: { served_by: [{}] } } }],
  ['a negative price', route({ price_in: -1 })],
  ['a price in quotes', route({ price_in: '1' })],
  ['null', route({ price_in: null })],
  ['a tier without threshold', route({ tiers: [{ price_in: 1 }] })],
  ['an unknown member of a tier', route({ tiers: [{ above: 1, price: 1 }] })],
  ['a change without day', route({ changes: [{ price_in: 1 }] })],
  ['an offer without peer', route({ offer: {} })],
  ['another statement without source', route({ also: [{ price_in: 1 }] })],
  ['a breaker', route({ breaker_open: true })],
  ['a field without sort', field({})],
  ['a field of an unknown sort', field({ sort: 'text' })],
  ['a number field without unit', field({ sort: 'number', absent: -1 })],
  ['a number field without default', field({ sort: 'number', unit: 'count' })],
  ['an unknown unit', field({ sort: 'number', unit: 'euro', absent: 0 })],
  ['a domain of one value', field({ sort: 'number', unit: 'count', absent: 0, domain: [1] })],
  ['a flag with a unit', field({ sort: 'flag', unit: 'ratio' })],
  ['a field called like a core one', { ...BASE, fields: { price_in: { sort: 'flag' } } }],
  ['a field called like a member', { ...BASE, fields: { tiers: { sort: 'flag' } } }],
  ['a text', 'catalog'],
]

const GOOD: readonly [string, unknown][] = [
  ['the least', { catalog: 1, providers: {}, models: {} }],
  ['fields at every level', { ...BASE, providers: { p: { eu: true, no_log: true } } }],
  ['a price of nothing', route({ price_in: 0 })],
  ['prices by length', route({ tiers: [{ above: 200000, price_in: 2 }] })],
  ['announced prices', route({ changes: [{ from: '2027-01-01', price_in: 2 }] })],
  ['starting values', route({ latency_ms: 400, tok_s: 80, tier: 'partner', eu: false })],
  ['an offer', route({ offer: { peer_id: 'x' }, scope: 'team' })],
  ['an address as source', route({ price_in: 1, source: 'https://example.com' })],
  ["a capability of one's own", model({ capabilities: { colours: 3, sings: true } })],
  [
    'an infinite domain',
    field({ sort: 'number', unit: 'count', absent: '-inf', domain: [0, 'inf'] }),
  ],
]

describe('schema and loader agree', () => {
  test.each(BAD)('to refuse %s', (_name, document) => {
    const plain: unknown = JSON.parse(JSON.stringify(document))
    expect(schemaFaults(SCHEMA, plain)).not.toEqual([])
    expect(catalogOf(plain).value).toBeUndefined()
  })

  test.each(GOOD)('to accept %s', (_name, document) => {
    expect(schemaFaults(SCHEMA, document)).toEqual([])
    expect(catalogOf(document).diagnostics).toEqual([])
  })
})
