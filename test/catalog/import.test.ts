import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Checked } from '../../src/base/diagnostic.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { exactIds } from '../../src/catalog/genai-prices.ts'
import type { ImportOptions } from '../../src/catalog/import-catalog.ts'
import { importGenaiPrices } from '../../src/catalog/import-genai-prices.ts'
import { importLiteLlm } from '../../src/catalog/import-litellm.ts'
import { importModelsDev } from '../../src/catalog/import-models-dev.ts'
import { importOpenRouter } from '../../src/catalog/import-openrouter.ts'
import { pricePerMillion, pricePerToken } from '../../src/catalog/json-data.ts'
import { runs } from '../runs.ts'

type Importer = (data: unknown, options?: ImportOptions) => Checked<Catalog | undefined>

const IMPORTERS: readonly [name: string, importer: Importer, fixture: string][] = [
  ['OpenRouter', importOpenRouter, 'openrouter'],
  ['LiteLLM', importLiteLlm, 'litellm'],
  ['models.dev', importModelsDev, 'models-dev'],
  ['genai-prices', importGenaiPrices, 'genai-prices'],
]

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(`fixtures/catalogs/import/${name}.json`, 'utf8'))
}

function imported(importer: Importer, name: string): Catalog {
  const { value } = importer(fixture(name), { asOf: '2026-11-10' })
  if (value === undefined) throw new Error(`the fixture ${name} is not imported`)
  return value
}

function leftOut(importer: Importer, name: string): readonly string[] {
  const { diagnostics } = importer(fixture(name), { asOf: '2026-11-10' })
  return diagnostics.map(({ code, severity, message }) => `${code} ${severity}: ${message}`)
}

describe('an answer of OpenRouter', () => {
  test('becomes routes of one provider', () => {
    const { models, providers, sources, as_of } = imported(importOpenRouter, 'openrouter')
    expect(as_of).toBe('2026-11-10')
    expect(providers).toMatchObject({
      openrouter: { key_env: 'OPENROUTER_API_KEY', api: 'openai' },
    })
    expect(sources).toEqual({
      openrouter: { url: 'https://openrouter.ai/api/v1/models', as_of: '2026-11-10' },
    })
    expect(Object.keys(models)).toEqual(['gpt-5-nano', 'llama-3.3-70b', 'sonar-deep-research'])
    expect(models).toMatchObject({
      'gpt-5-nano': {
        name: 'GPT-5 Nano',
        capabilities: {
          context: 400000,
          max_output: 128000,
          supports_tools: true,
          supports_vision: true,
          supports_json_mode: true,
          supports_reasoning: true,
        },
        served_by: [
          {
            provider: 'openrouter',
            model: 'openai/gpt-5-nano',
            price_in: 0.05,
            price_out: 0.4,
            price_cache_read: 0.005,
            source: { prices: 'openrouter' },
          },
        ],
        source: { capabilities: 'openrouter' },
      },
      'llama-3.3-70b': {
        name: 'Llama 3.3 70B Instruct',
        capabilities: {
          context: 131072,
          supports_tools: false,
          supports_vision: false,
          supports_json_mode: false,
          supports_reasoning: false,
        },
        served_by: [
          {
            provider: 'openrouter',
            model: 'meta-llama/llama-3.3-70b-instruct',
            price_in: 0.15,
            price_out: 0.3,
            source: { prices: 'openrouter' },
          },
        ],
        source: { capabilities: 'openrouter' },
      },
    })
  })

  test('tells what was left out, and why', () => {
    expect(leftOut(importOpenRouter, 'openrouter')).toEqual([
      'UH6033 info: 1 left out, aliases move from model to model: `openrouter/~openai/gpt-mini-latest`',
      'UH6033 info: 1 left out, free variants are not offered to everyone: `openrouter/meta-llama/llama-3.3-70b-instruct:free`',
      'UH6033 info: 1 left out, it does not answer in text: `openrouter/black-forest/flux`',
      'UH6033 info: 1 left out, it has no id: `openrouter/`',
      'UH6033 info: 1 left out, it is withdrawn by then: `openrouter/x-ai/grok-3`',
      'UH6033 info: 1 left out, its price is not known, or that of the model that answers: `openrouter/openrouter/auto`',
      'UH6033 info: 1 left out, routers choose a model themselves: `openrouter/openrouter/free`',
      'UH6033 info: 1 taken without its fee for each request: `openrouter/perplexity/sonar-deep-research`',
      'UH6033 info: 1 taken without the other price of its reasoning tokens: `openrouter/perplexity/sonar-deep-research`',
    ])
  })
})

describe('a LiteLLM cost map', () => {
  test('becomes models with a route for each provider', () => {
    const { models, providers } = imported(importLiteLlm, 'litellm')
    expect(Object.keys(providers)).toEqual([
      'azure',
      'bedrock',
      'dashscope',
      'deepseek',
      'fireworks',
      'google',
      'ollama',
      'openai',
      'perplexity',
      'vertex',
    ])
    expect(Object.keys(models)).toEqual([
      'claude-haiku-4-5',
      'deepseek-chat',
      'gemini-2.5-pro',
      'glm-5.2',
      'gpt-5-nano',
      'llama3',
      'qwq-plus',
      'sonar',
    ])
    expect(models['gpt-5-nano']?.served_by).toMatchObject([
      {
        provider: 'openai',
        model: 'gpt-5-nano',
        price_in: 0.05,
        price_out: 0.4,
        price_cache_read: 0.005,
      },
      { provider: 'azure', model: 'gpt-5-nano', price_in: 0.05, price_out: 0.4 },
    ])
  })

  test('keeps the prices of long requests, and tells nothing that is not said', () => {
    const { models } = imported(importLiteLlm, 'litellm')
    const [google, vertex] = models['gemini-2.5-pro']?.served_by ?? []
    expect(google).toMatchObject({ tiers: [{ above: 200000, price_in: 2.5, price_out: 15 }] })
    expect(google?.capabilities).toEqual({ context: 1048576, supports_tools: true })
    expect(vertex).not.toHaveProperty('capabilities')
  })

  test('moves decimal digits: 3e-05 a token is 30 a million', () => {
    const [route] = imported(importLiteLlm, 'litellm').models['glm-5.2']?.served_by ?? []
    expect(route).toMatchObject({
      model: 'accounts/fireworks/models/glm-5p2',
      price_in: 30,
      price_out: 60,
    })
  })

  test('reads the older name of a price for cached input', () => {
    const [route] = imported(importLiteLlm, 'litellm').models['deepseek-chat']?.served_by ?? []
    expect(route).toMatchObject({ price_in: 0.27, price_cache_read: 0.07 })
  })

  test('tells what was left out, in whole or in part, and why', () => {
    expect(leftOut(importLiteLlm, 'litellm')).toEqual([
      'UH6033 info: 1 left out, it has no price per token: `openai/per-image`',
      'UH6033 info: 2 left out, it is not for chat: `openai/text-embedding-3-small`, `azure/whisper-1`',
      'UH6033 info: 1 left out, it is not for chat, only its input has a price: `vercel-ai-gateway/mistral/mistral-embed`',
      'UH6033 info: 1 left out, it is withdrawn by then: `openai/gpt-4-0314`',
      'UH6033 info: 1 left out, it names no provider: `/homeless`',
      'UH6033 info: 1 left out, one region or contract only: `azure/eu/gpt-5-nano`',
      'UH6033 info: 1 taken at a price of 0, which the map also writes for what it does not know: `ollama/llama3`',
      'UH6033 info: 1 taken without its fee for each request: `perplexity/sonar`',
      'UH6033 info: 1 taken without the other price of its reasoning tokens: `dashscope/qwq-plus`',
    ])
  })

  test('without a day takes withdrawn models too', () => {
    const { value } = importLiteLlm(fixture('litellm'))
    expect(value?.models).toHaveProperty('gpt-4-0314')
    expect(value).not.toHaveProperty('as_of')
  })
})

describe('the JSON of models.dev', () => {
  test('becomes models, and providers with what it says of them', () => {
    const { models, providers } = imported(importModelsDev, 'models-dev')
    expect(models['gpt-5-nano']).toMatchObject({
      name: 'GPT-5 Nano',
      capabilities: {
        context: 400000,
        max_output: 128000,
        supports_tools: true,
        supports_vision: true,
        supports_json_mode: true,
        supports_reasoning: true,
      },
      served_by: [{ provider: 'openai', price_in: 0.05, price_out: 0.4, price_cache_read: 0.005 }],
    })
    expect(models['kimi-k3']?.served_by).toMatchObject([
      { provider: 'fireworks', tiers: [{ above: 200000, price_in: 1.2, price_out: 5 }] },
    ])
    expect(models['kimi-k3']?.capabilities).toEqual({ context: 262144, supports_tools: true })
    expect(models['gpt-5.5']?.served_by).toMatchObject([
      {
        tiers: [
          { above: 272000, price_in: 10, price_out: 45, price_cache_read: 1 },
          { above: 500000, price_in: 20, price_out: 90 },
        ],
      },
    ])
    expect(models['claude-opus-5']?.served_by[0]).not.toHaveProperty('tiers')
    expect(providers['claude-proxy']).toEqual({
      name: 'Claude Proxy',
      base_url: 'https://claude-proxy.example/v1',
      api: 'anthropic',
      key_env: 'CLAUDE_PROXY_KEY',
    })
    expect(providers.odd).toEqual({})
  })

  test('tells what was left out, and why', () => {
    expect(leftOut(importModelsDev, 'models-dev')).toEqual([
      'UH6033 info: 1 left out, it does not answer in text: `openai/gpt-image-1`',
      'UH6033 info: 1 left out, it has no price per token: `claude-proxy/claude-mystery`',
      'UH6033 info: 1 left out, it is deprecated: `openai/gpt-3.5-turbo`',
      'UH6033 info: 1 left out, it is not for chat, only its input has a price: `openai/text-embedding-3-small`',
      'UH6033 info: 1 left out, it is withdrawn by then: `openai/gpt-4-32k`',
      'UH6033 info: 1 left out, the name of its provider cannot be used: `bad/name`',
      'UH6033 info: 1 taken without the other price of its reasoning tokens: `fireworks/accounts/fireworks/models/kimi-k3`',
      'UH6033 info: 1 taken without the prices that hold under other conditions: `claude-proxy/claude-opus-5`',
    ])
  })
})

describe('the JSON of genai-prices', () => {
  test('becomes models with tiers and dated prices', () => {
    const { models, providers } = imported(importGenaiPrices, 'genai-prices')
    expect(Object.keys(providers)).toEqual(['deepseek', 'openai', 'perplexity', 'xai'])
    expect(models['grok-4.3']?.served_by).toMatchObject([
      {
        provider: 'xai',
        price_in: 1.25,
        price_out: 2.5,
        tiers: [{ above: 200000, price_in: 2.5, price_out: 5 }],
      },
    ])
    // The dearest hour of the day holds, and what is announced is kept.
    expect(models['deepseek-v4-pro']?.served_by).toMatchObject([
      {
        price_in: 1.32,
        price_out: 3.96,
        changes: [{ from: '2027-01-01', price_in: 2, price_out: 4 }],
      },
    ])
  })

  test('tells what was left out, and why', () => {
    expect(leftOut(importGenaiPrices, 'genai-prices')).toEqual([
      'UH6033 info: 1 left out, it has no price per token of input and output: `openai/text-embedding-3-small`',
      'UH6033 info: 1 left out, it is deprecated: `openai/gpt-3.5-turbo`',
      'UH6033 info: 1 left out, the name of its provider cannot be used: `a/b/m`',
      'UH6033 info: 1 taken without its fee for each request: `perplexity/sonar-pro`',
      'UH6033 info: 1 taken without the other price of its reasoning tokens: `perplexity/sonar-deep-research`',
    ])
  })

  test('names exactly what it matches as a whole', () => {
    const [{ models }] = fixture('genai-prices') as [
      { models: readonly { [key: string]: unknown }[] },
    ]
    expect(exactIds(models[0] ?? {})).toEqual(['gpt-5-nano', 'gpt-5-nano', 'gpt-5-nano-2025-08-07'])
  })
})

describe('a price', () => {
  test.each([
    ['0.00000015', 0.15],
    [1.5e-7, 0.15],
    [3e-5, 30],
    ['0', 0],
    [0, 0],
    ['1e-6', 1],
    // Multiplied as doubles these would be 0.20999999999999996 and 1.0999999999999999.
    ['0.00000021', 0.21],
    [1.1e-6, 1.1],
    ['0.000000000000000001', 1e-12],
  ])('of %s a token is %d a million', (text, expected) => {
    expect(pricePerToken(text)).toBe(expected)
  })

  test.each([
    ['-1'],
    [-0.5],
    [''],
    [' 1'],
    ['1,5'],
    ['NaN'],
    ['Infinity'],
    ['1e999'],
    ['0x10'],
    ['9'.repeat(400)],
    [null],
    [undefined],
    [true],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [{}],
  ])('%j is none', (value) => {
    expect(pricePerToken(value)).toBeUndefined()
    expect(pricePerMillion(value)).toBeUndefined()
  })

  test('a million is a million times the price a token, to the digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (picodollars) => {
        const text = `0.${String(picodollars).padStart(15, '0')}`
        expect(pricePerToken(text)).toBe(Number(`${picodollars}e-9`))
        expect(pricePerToken(Number(text))).toBe(Number(`${picodollars}e-9`))
      }),
      runs(200),
    )
  })
})

describe.each(IMPORTERS)('the importer of %s', (_name, importer, own) => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'data'],
    ['an empty list', []],
    ['an empty record', {}],
    ['nothing but nothing', { data: [null, [], 'x', { id: 5 }], models: null, openai: null }],
  ])('says that %s is not what it imports', (_case, data) => {
    const { value, diagnostics } = importer(data)
    expect(value).toBeUndefined()
    expect(diagnostics[0]).toMatchObject({ code: 'UH6032', severity: 'error' })
  })

  test.each(IMPORTERS.filter(([, , other]) => other !== own))(
    'does not take the list of %s for its own',
    (_other, _importer, fixtureName) => {
      expect(importer(fixture(fixtureName)).value).toBeUndefined()
    },
  )

  test('answers on anything, with a valid catalog or a reason', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'data',
        'id',
        'models',
        'pricing',
        'prompt',
        'completion',
        'prices',
        'input_mtok',
        'output_mtok',
        'cost',
        'input',
        'output',
        'mode',
        'litellm_provider',
        'input_cost_per_token',
        'output_cost_per_token',
        '__proto__',
        'constructor',
      ),
      fc.string({ maxLength: 4 }),
    )
    const leaf = fc.oneof(
      fc.constantFrom<unknown>('1', 'chat', 0.5, -1, Number.NaN, null, true, '0.1', 'm', ''),
      fc.double(),
    )
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(node, (data) => {
        const { value, diagnostics } = importer(data)
        expect(value === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'))
      }),
      runs(200),
    )
  })

  test('gives the same catalog every time', () => {
    expect(JSON.stringify(importer(fixture(own)))).toBe(JSON.stringify(importer(fixture(own))))
  })
})
