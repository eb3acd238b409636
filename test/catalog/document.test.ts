import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { digest } from '../../src/catalog/digest.ts'
import type { Located } from '../../src/catalog/document/located.ts'
import { readJson } from '../../src/catalog/document/read-json.ts'
import { readValue } from '../../src/catalog/document/read-value.ts'
import { readYaml } from '../../src/catalog/document/read-yaml.ts'
import { catalogOf, loadCatalog } from '../../src/catalog/load.ts'
import { runs } from '../runs.ts'

function codes(text: string): readonly string[] {
  const { value, diagnostics } = loadCatalog({ name: 'c', text })
  expect(value).toBeUndefined()
  return [...new Set(diagnostics.map(({ code }) => code))]
}

/** The data alone, without places. */
function plain(node: Located | undefined): unknown {
  switch (node?.kind) {
    case 'record':
      return node.entries.map(({ key, value }) => [key, plain(value)])
    case 'list':
      return { list: node.items.map(plain) }
    default:
      return node?.value
  }
}

describe('hostile text is refused in bounded time', () => {
  const HEAD = 'catalog: 1\nproviders: {}\nmodels: '
  test.each([
    ['lists in lists', '['.repeat(100_000), 'UH6003'],
    ['records in records', '{"a":'.repeat(50_000), 'UH6003'],
    ['lists in block form', '- '.repeat(50_000), 'UH6003'],
    ['a document a little too deep', `${HEAD}${'['.repeat(40)}${']'.repeat(40)}`, 'UH6003'],
    ['JSON a little too deep', `{"catalog":${'['.repeat(40)}${']'.repeat(40)}}`, 'UH6003'],
    ['YAML that is too long', `# ${'x'.repeat(2_000_000)}`, 'UH6003'],
    ['JSON that is too long', `{"a":"${'x'.repeat(16_000_000)}"}`, 'UH6003'],
    ['JSON of too many values', `{"a":[${'0,'.repeat(1_100_000)}0]}`, 'UH6003'],
    ['an alias bomb', billionLaughs(), 'UH6003'],
    ['many faults', '"\\u'.repeat(20_000), 'UH6001'],
    ['many documents', '---\na\n'.repeat(10_000), 'UH6001'],
  ])('%s', (_name, text, code) => {
    expect(codes(text)).toContain(code)
  })

  function billionLaughs(): string {
    const levels = Array.from({ length: 20 }, (_, i) =>
      i === 0 ? 'a0: &a0 [x, x]' : `a${i}: &a${i} [${Array(10).fill(`*a${i - 1}`)}]`,
    )
    return `catalog: 1\nproviders: {}\nmodels: {}\n${levels.join('\n')}`
  }

  test('a record of many keys is read as fast as it is long', () => {
    const models = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`m${i}`, { served_by: [] }]),
    )
    const text = stringify({ catalog: 1, providers: {}, models })
    expect(loadCatalog({ name: 'c', text }).diagnostics).toEqual([])
  })

  test('of the faults of the syntax the first is told, the others being mere consequences', () => {
    expect(loadCatalog({ name: 'c', text: '] '.repeat(1000) }).diagnostics).toHaveLength(1)
  })
})

describe('plain data that is no JSON', () => {
  const circle: unknown[] = []
  circle.push(circle)
  test.each([
    [
      'a function',
      { catalog: 1, models: { m: () => 1 } },
      '`models.m` is a function, which JSON does not have',
    ],
    ['a big integer', { catalog: 1n }, '`catalog` is a bigint, which JSON does not have'],
    ['nothing', undefined, 'the document is a undefined, which JSON does not have'],
    ['a circle', circle, `\`${Array(32).fill('0').join('.')}\` is nested deeper than 32`],
  ])('%s', (_name, value, message) => {
    expect(catalogOf(value).diagnostics.map((each) => each.message)).toEqual([message])
  })

  test('a member that is undefined counts as left out, as JSON writes it', () => {
    expect(
      catalogOf({ catalog: 1, as_of: undefined, providers: {}, models: {} }).diagnostics,
    ).toEqual([])
  })
})

describe('on any text', () => {
  const snippets = fc.constantFrom(
    'catalog',
    ': ',
    '1',
    '\n',
    '  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '&a ',
    '*a',
    '!!x ',
    '|',
    '#',
    'models',
    'served_by',
    '\ud800',
    '\u0000',
    '\t',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(snippets, { maxLength: 30 }).map((parts) => parts.join('')),
  )

  test('the loader answers, and its spans lie inside the text', () => {
    fc.assert(
      fc.property(text, (input) => {
        for (const { span } of loadCatalog({ name: 'c', text: input }).diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeGreaterThanOrEqual(span.start)
          expect(span.end).toBeLessThanOrEqual(input.length)
        }
      }),
      runs(300),
    )
  })

  test('the JSON reader takes what `JSON.parse` takes, but for keys that repeat', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), text), (input) => {
        const read = readJson(input)
        if (read === undefined) return
        expect(JSON.parse(input)).toEqual(JSON.parse(JSON.stringify(rebuilt(read))))
      }),
      runs(200),
    )
  })
})

function rebuilt(node: Located): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(rebuilt)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, rebuilt(value)]))
}

describe('YAML, JSON and plain data', () => {
  const data = fc.jsonValue({ maxDepth: 4, noUnicodeString: false })

  test('read to the same, whatever the data', () => {
    fc.assert(
      fc.property(data, (value) => {
        const json = JSON.stringify(value)
        const reading = { source: 'c', text: json, diagnostics: [] }
        const same: unknown = JSON.parse(json)
        const direct = readValue(same)
        const expected = 'kind' in direct ? plain(direct) : direct
        expect(plain(readJson(json))).toEqual(expected)
        expect(plain(readYaml(json, reading))).toEqual(expected)
        expect(plain(readYaml(stringify(same), reading))).toEqual(expected)
      }),
      runs(200),
    )
  })

  test('have the same digest, with keys in any order', () => {
    const parts = {
      catalog: 1,
      as_of: '2026-11-10',
      providers: { openai: { tier: 'partner', key_env: 'K' }, groq: {} },
      models: { m: { served_by: [{ provider: 'openai', price_in: 0.05, price_out: 1e-7 }] } },
    }
    const text = JSON.stringify(parts)
    const shuffled = `
models: { m: { served_by: [ { price_out: 0.0000001, price_in: 5.0e-2, provider: openai } ] } }
providers:
  groq: {}
  openai: { key_env: "K", "tier": 'partner' }
as_of: 2026-11-10
catalog: 1
`
    const digests = [text, shuffled, stringify(parts)].map((each) => {
      const { value } = loadCatalog({ name: 'c', text: each })
      return value === undefined ? 'invalid' : digest(value)
    })
    expect(digests[0]).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(new Set(digests).size).toBe(1)
  })

  test('with another figure have another digest', () => {
    const of = (price_in: number) =>
      catalogOf({
        catalog: 1,
        providers: { p: {} },
        models: { m: { served_by: [{ provider: 'p', price_in }] } },
      })
    const [a, b] = [of(1).value, of(1.0000000000000002).value]
    expect(a && b && digest(a) === digest(b)).toBe(false)
  })

  test('a catalog written as JSON and read again is the same catalog', () => {
    const text =
      'catalog: 1\nproviders: { __proto__: {} }\nmodels: { constructor: { served_by: [{ provider: __proto__ }] } }'
    const { value } = loadCatalog({ name: 'c', text })
    const again = loadCatalog({ name: 'c', text: JSON.stringify(value) }).value
    expect(again).toEqual(value)
    expect(value && again && digest(value)).toBe(again && digest(again))
  })

  test('the digest is that of a document known beforehand', () => {
    const { value } = catalogOf({ catalog: 1, providers: {}, models: {} })
    // sha256 of `{"catalog":1,"models":{},"providers":{}}`
    expect(value && digest(value)).toBe(
      'sha256:3d279190b97d1a7ee67bdcdc70ddb237fb679a24c8312dd00da2c05d85366aa5',
    )
  })
})
