import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readStatements } from '../../scripts/catalog/statements.ts'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import { candidatesOf } from '../../src/catalog/candidate.ts'
import { digest } from '../../src/catalog/digest.ts'
import { catalogOf, loadCatalog } from '../../src/catalog/load.ts'
import { sourceOf, unsourcedMembers } from '../../src/catalog/provenance.ts'
import { STANDARD_CATALOG_VOCABULARY, STANDARD_FIELD_INFO } from '../../src/catalog/vocabulary.ts'
import { vocabularyOfCatalog } from '../../src/catalog/vocabulary-of-catalog.ts'
import { STANDARD_VOCABULARY } from '../../src/ir/vocabulary.ts'

const catalog = builtInCatalog()
const candidates = candidatesOf(catalog)
const models = Object.entries(catalog.models)
const routes = models.flatMap(([, model]) => model.served_by)

describe('the built-in catalog', () => {
  test('passes the loader without a word, as text and as data', () => {
    const text = readFileSync('src/catalog/built-in.json', 'utf8')
    const loaded = loadCatalog({ name: 'built-in.json', text })
    expect(loaded.diagnostics).toEqual([])
    expect(loaded.value).toEqual(catalog)
    expect(catalogOf(catalog).diagnostics).toEqual([])
    expect(loaded.value && digest(loaded.value)).toBe(digest(catalog))
  })

  test('is loaded once', () => {
    expect(builtInCatalog()).toBe(catalog)
  })

  test('knows only its own names', () => {
    expect(catalog.models.constructor).toBeUndefined()
    expect(catalog.providers.toString).toBeUndefined()
  })

  test('has at least 250 routes from at least 12 providers, and 60 models with a quality', () => {
    expect(routes.length).toBeGreaterThanOrEqual(250)
    expect(new Set(routes.map(({ provider }) => provider)).size).toBeGreaterThanOrEqual(12)
    expect(models.filter(([, { quality }]) => quality !== undefined).length).toBeGreaterThanOrEqual(
      60,
    )
  })

  test('has a choice for the first policy that anyone writes', () => {
    const good = candidates.filter(
      ({ quality, capabilities, price_in }) =>
        typeof quality === 'number' &&
        quality >= 0.7 &&
        capabilities?.supports_tools === true &&
        price_in !== undefined,
    )
    expect(good.length).toBeGreaterThanOrEqual(50)
  })

  test('has every provider that policies name', () => {
    const named = [
      'openai',
      'anthropic',
      'google',
      'groq',
      'mistral',
      'deepseek',
      'xai',
      'together',
      'fireworks',
      'openrouter',
      'azure',
      'bedrock',
      'cerebras',
      'moonshotai',
      'zai',
    ]
    expect(named.filter((name) => catalog.providers[name] === undefined)).toEqual([])
  })

  test('serves one model from many providers', () => {
    const serving = candidates.filter(({ model_family }) => model_family === 'gpt-oss-120b')
    expect(serving.length).toBeGreaterThanOrEqual(6)
  })

  test('has one route for each pair of provider and model', () => {
    expect(candidates.map(({ cid }) => cid).filter((cid) => /[#@]/.test(cid))).toEqual([])
  })

  test('has an address or a reason to have none', () => {
    const without = Object.entries(catalog.providers).filter(
      ([, { base_url }]) => base_url === undefined,
    )
    // Their addresses hold a resource, a project or an account of the caller.
    expect(without.map(([name]) => name)).toEqual(['azure', 'vertex', 'cloudflare'])
  })

  test('names a dated source for every number', () => {
    for (const origin of Object.values(catalog.sources ?? {}))
      expect(origin.as_of).toMatch(/^\d{4}-/)
    expect(models.flatMap(([name]) => unsourcedMembers(catalog, name))).toEqual([])
  })

  test('names the row of every benchmark figure', () => {
    const notes = models.flatMap(([, { source }]) => [
      sourceOf(source, 'quality.coding'),
      sourceOf(source, 'tool_calling'),
    ])
    expect(
      notes.filter((note) => note !== undefined && !/^(?:livebench|bfcl)#./.test(note)),
    ).toEqual([])
  })
})

describe('the fields of the built-in catalog', () => {
  const vocabulary = vocabularyOfCatalog(catalog)

  test('are the standard fields, word for word', () => {
    for (const [name, info] of STANDARD_FIELD_INFO) expect(vocabulary.info.get(name)).toEqual(info)
    expect([...vocabulary.info]).toEqual([...STANDARD_CATALOG_VOCABULARY.info])
  })

  test('make the standard vocabulary of terms', () => {
    expect(new Map([...vocabulary.fields].sort())).toEqual(
      new Map([...STANDARD_VOCABULARY.fields].sort()),
    )
    expect(vocabulary.tiers).toEqual(STANDARD_VOCABULARY.tiers)
  })

  test('come with the names that policies may say', () => {
    expect(vocabulary.providers).toContain('openai')
    expect(vocabulary.families).toContain('gpt-5-nano')
    expect(vocabulary.capabilities).toEqual([
      'context',
      'max_output',
      'supports_json_mode',
      'supports_reasoning',
      'supports_tools',
      'supports_vision',
    ])
  })
})

describe('the statements on answers in JSON', () => {
  const text = readFileSync('src/catalog/capabilities.yaml', 'utf8')
  const { jsonMode, sources } = readStatements(text)
  const listed = candidates.map(({ provider_id, served_model_id, capabilities }) => ({
    said: jsonMode(provider_id, served_model_id ?? ''),
    capability: capabilities?.supports_json_mode,
  }))

  test('are what the routes can do, and nothing is known of any other route', () => {
    expect(listed.filter(({ said, capability }) => said?.holds !== capability)).toEqual([])
    expect(catalog.sources).toMatchObject(sources)
  })

  test('are each about one route, and there is a choice of good ones', () => {
    const lists = Object.values(
      (parse(text) as { supports_json_mode: Record<string, Record<string, string[] | string>> })
        .supports_json_mode,
    )
    const ids = lists.flatMap(({ supported = [], unsupported = [] }) => [
      ...supported,
      ...unsupported,
    ])
    expect(ids).toHaveLength(listed.filter(({ said }) => said !== undefined).length)
    const good = candidates.filter(
      ({ capabilities, quality }) =>
        capabilities?.supports_json_mode === true && Number(quality) >= 0.7,
    )
    expect(good.length).toBeGreaterThanOrEqual(15)
  })
})

describe('the benchmark figures', () => {
  interface Row {
    readonly livebench?: { readonly [name: string]: number | string }
    readonly bfcl?: { readonly row: string; readonly overall: number }
  }
  const rows = Object.entries(
    (parse(readFileSync('src/catalog/benchmarks.yaml', 'utf8')) as { models: Record<string, Row> })
      .models,
  )

  test.each(rows)('of %s belong to a model that somebody serves', (family) => {
    expect(catalog.models[family]?.served_by).not.toHaveLength(0)
  })

  test.each(rows.filter(([, { livebench }]) => livebench !== undefined))(
    'of %s average to the average',
    (_family, { livebench: { row: _, average, ...categories } = {} }) => {
      const values = Object.values(categories).map(Number)
      expect(values).toHaveLength(7)
      const mean = values.reduce((sum, each) => sum + each, 0) / values.length
      expect(Math.abs(mean - Number(average))).toBeLessThan(0.011)
    },
  )

  test('are the percentages of the file as ratios, to the digit', () => {
    expect(catalog.models['gpt-5-nano']).toMatchObject({ quality: 0.4862, tool_calling: 0.5145 })
  })
})
