import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readBenchmarks } from '../../scripts/catalog/benchmarks.ts'
import { documentOf } from '../../scripts/catalog/document.ts'
import { formatDocument } from '../../scripts/catalog/format.ts'
import type { PiAiModel } from '../../scripts/catalog/pi-ai.ts'
import { routesOf } from '../../scripts/catalog/routes.ts'
import { readStatements } from '../../scripts/catalog/statements.ts'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import type { PriceStatement } from '../../src/catalog/genai-prices.ts'
import { catalogOf } from '../../src/catalog/load.ts'

const MODEL: PiAiModel = {
  id: 'm-1',
  name: 'Lab: M 1',
  type: 'chat',
  input: ['text', 'image'],
  reasoning: true,
  cost: { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 0 },
  contextWindow: 1000,
  maxTokens: 0,
}

function routes(models: readonly PiAiModel[], statement?: PriceStatement) {
  const list = statement && (() => statement)
  return routesOf('openai', { models, list, jsonMode: () => undefined, day: '2026-11-10' })
}

function prices(statement: PriceStatement | undefined, cost: Partial<PiAiModel['cost']> = {}) {
  const [route] = routes([{ ...MODEL, cost: { ...MODEL.cost, ...cost } }], statement).routes
  return { prices: route?.prices, source: route?.source.prices, also: route?.also }
}

describe('a route of the built-in catalog', () => {
  test('tells what the list of models tells, and nothing of what it leaves at 0', () => {
    expect(routes([MODEL]).routes).toEqual([
      {
        provider: 'openai',
        model: 'm-1',
        spelling: 'm-1',
        key: 'm-1',
        name: 'M 1',
        prices: { price_in: 1, price_out: 2, price_cache_read: 0.1 },
        capabilities: {
          context: 1000,
          supports_tools: true,
          supports_vision: true,
          supports_reasoning: true,
        },
        source: { prices: 'pi-ai', capabilities: 'pi-ai' },
      },
    ])
  })

  test('has the prices of the price list where both lists agree', () => {
    const statement = {
      prices: { price_in: 1, price_out: 2, price_cache_write: 1.25 },
      changes: [{ from: '2027-01-01', price_in: 3 }],
    }
    expect(prices(statement)).toEqual({
      prices: statement.prices,
      source: 'genai-prices',
      also: undefined,
    })
    expect(routes([MODEL], statement).routes[0]?.changes).toEqual(statement.changes)
  })

  test('has the younger prices where the lists disagree, and keeps the others', () => {
    expect(prices({ prices: { price_in: 9, price_out: 2 }, changes: [] })).toEqual({
      prices: { price_in: 1, price_out: 2, price_cache_read: 0.1 },
      source: 'pi-ai',
      also: [{ source: 'genai-prices', price_in: 9, price_out: 2 }],
    })
  })

  test('has the prices of the price list where the list of models has none', () => {
    const statement = { prices: { price_in: 9, price_out: 9 }, changes: [] }
    expect(prices(statement, { input: 0, output: 0 })).toMatchObject({
      prices: statement.prices,
      source: 'genai-prices',
    })
  })

  test('takes no average over cached traffic for a price', () => {
    const statement = { prices: { price_in: 9, price_out: 9 }, changes: [] }
    expect(prices(statement, { input: 0.0062, cacheRead: 0.0052 })).toMatchObject({
      prices: statement.prices,
    })
    expect(prices(undefined, { input: 0.0062, cacheRead: 0.0052 }).prices).toEqual({})
    // Without a discount the two are the same.
    expect(prices(undefined, { input: 0.5, cacheRead: 0.5 }).prices).toMatchObject({
      price_in: 0.5,
    })
  })

  test('answers in JSON where somebody says so of this model at this provider', () => {
    const { jsonMode, sources } = readStatements(`
sources: { list: { url: "https://example.com" } }
supports_json_mode:
  openai: { source: list, supported: [m-1], unsupported: [m-2] }
`)
    const models = ['m-1', 'm-2', 'm-3'].map((id) => ({ ...MODEL, id }))
    const said = (provider: string) =>
      routesOf(provider, { models, list: undefined, jsonMode, day: '2026-11-10' }).routes.map(
        ({ capabilities, source }) => [
          capabilities.supports_json_mode,
          source['capabilities.supports_json_mode'],
        ],
      )
    expect(said('openai')).toEqual([
      [true, 'list'],
      [false, 'list'],
      [undefined, undefined],
    ])
    expect(said('azure').flat()).toEqual(Array(6).fill(undefined))
    expect(sources).toEqual({ list: { url: 'https://example.com' } })
  })

  test('is not made of an id that names no one model', () => {
    expect(routes([{ ...MODEL, id: 'gpt-latest' }])).toEqual({
      routes: [],
      skipped: ['aliases move from model to model'],
    })
  })
})

describe('the document', () => {
  const benchmarks = readBenchmarks(readFileSync('src/catalog/benchmarks.yaml', 'utf8'))

  test('has the figures of the file kept by hand, as the built-in catalog has them', () => {
    const { models, sources } = builtInCatalog()
    for (const [family, { values, source }] of benchmarks.models) {
      expect(models[family]).toMatchObject({ ...values, source })
    }
    expect(sources).toMatchObject(benchmarks.sources)
  })

  test('is a valid catalog, one line a route, that reads back as what was written', () => {
    const { document } = documentOf({
      asOf: '2026-11-10',
      sources: { 'pi-ai': { url: 'https://example.com' } },
      routes: routes([MODEL, { ...MODEL, id: 'm-2' }]).routes,
      benchmarks,
    })
    const text = formatDocument(document)
    const read: unknown = JSON.parse(text)
    expect(read).toEqual(JSON.parse(JSON.stringify(document)))
    expect(catalogOf(read).diagnostics).toEqual([])
    expect(
      text.split('\n').filter((line) => line.startsWith('        {"provider": "openai"')),
    ).toHaveLength(2)
  })

  test('is written as the built-in catalog is', () => {
    const text = readFileSync('src/catalog/built-in.json', 'utf8')
    expect(formatDocument(JSON.parse(text))).toBe(text)
  })
})
