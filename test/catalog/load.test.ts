import { describe, expect, test } from 'vitest'
import { lineStarts, positionAt } from '../../src/base/source.ts'
import { loadCatalog } from '../../src/catalog/load.ts'

/** Each diagnostic as `line:«text under the carets» code: message (help)`. */
function faults(text: string): readonly string[] {
  const starts = lineStarts(text)
  return loadCatalog({ name: 'c.yaml', text }).diagnostics.map(({ code, message, span, help }) => {
    const { line } = positionAt(starts, span.start)
    return `${line}:«${text.slice(span.start, span.end)}» ${code}: ${message}${help === undefined ? '' : ` (${help})`}`
  })
}

/** A valid document; a test replaces one line of it. */
const VALID = `catalog: 1
as_of: 2026-11-10
sources: { prices: { url: "https://example.com", as_of: 2026-11-01 } }
fields:
  quality: { sort: number, unit: ratio, domain: [0, 1], absent: -1, rank: true }
  eu: { sort: flag }
providers:
  openai: { base_url: "https://api.openai.com/v1", api: openai, key_env: OPENAI_API_KEY, tier: partner }
models:
  gpt-5-nano:
    quality: 0.61
    capabilities: { context: 400000, supports_tools: true }
    served_by:
      - { provider: openai, price_in: 0.05, price_out: 0.4, eu: true, source: prices }
`

function withLine(number: number, line: string): string {
  const lines = VALID.split('\n')
  lines[number - 1] = line
  return lines.join('\n')
}

test('the document that the cases start from is valid', () => {
  expect(faults(VALID)).toEqual([])
  expect(loadCatalog({ name: 'c.yaml', text: VALID }).value).toMatchObject({ catalog: 1 })
})

const ROUTE = 'provider: openai'

describe('a fault is reported where it is, with the model and what to do', () => {
  test.each<[name: string, line: number, text: string, expected: string]>([
    // Names.
    [
      'a misspelt member',
      13,
      '    servd_by:',
      '13:«servd_by» UH6004: `servd_by` is not a member of model `gpt-5-nano` (did you mean `served_by`?)',
    ],
    [
      'a misspelt field',
      11,
      '    qualty: 0.61',
      '11:«qualty» UH6004: `qualty` is not a member of model `gpt-5-nano` (did you mean `quality`?)',
    ],
    [
      'a misspelt price',
      14,
      `      - { ${ROUTE}, prise_in: 0.05 }`,
      '14:«prise_in» UH6004: `prise_in` is not a member of `openai` serving model `gpt-5-nano` (did you mean `price_in`?)',
    ],
    [
      'a member that is nothing at all',
      2,
      'xyzzy: 1',
      '2:«xyzzy» UH6004: `xyzzy` is not a member of the catalog (it can have `catalog`, `as_of`, `tier_order`, `sources`, `fields`, `providers`, `models`)',
    ],
    [
      'an unknown provider',
      14,
      '      - { provider: openia, price_in: 0.05 }',
      '14:«openia» UH6011: `served_by` of model `gpt-5-nano` names `openia`, which is not under `providers` (did you mean `openai`?)',
    ],
    [
      'a provider nobody heard of',
      14,
      '      - { provider: zzz }',
      '14:«zzz» UH6011: `served_by` of model `gpt-5-nano` names `zzz`, which is not under `providers` (add it under `providers`)',
    ],
    [
      'an unknown source',
      14,
      `      - { ${ROUTE}, source: price }`,
      '14:«price» UH6012: `source` of `openai` serving model `gpt-5-nano` is `price`, which is not under `sources` (did you mean `prices`?)',
    ],
    [
      'an unknown tier',
      14,
      `      - { ${ROUTE}, tier: partnr }`,
      '14:«partnr» UH6013: `tier` of `openai` serving model `gpt-5-nano` is `partnr`; the tiers are `fallback`, `marketplace`, `partner` (did you mean `partner`?)',
    ],
    [
      'an unknown protocol',
      8,
      '  openai: { api: openi }',
      '8:«openi» UH6014: `api` of provider `openai` is `openi`; it is one of `openai`, `anthropic` (did you mean `openai`?)',
    ],
    [
      'a capability no rule will find',
      12,
      '    capabilities: { suports_tools: true }',
      '12:«suports_tools» UH6030: `capabilities` of model `gpt-5-nano` names `suports_tools`, which no rule asks for (did you mean `supports_tools`?)',
    ],
    ['an empty name', 6, '  "": { sort: flag }', '6:«""» UH6021: the name `` of a field is empty'],
    [
      'a key in place of the name of its variable',
      8,
      '  openai: { key_env: sk-proj-1234 }',
      '8:«sk-proj-1234» UH6021: `key_env` of provider `openai` is not the name of an environment variable (write the name of the variable that holds the key, as in `OPENAI_API_KEY`, never the key)',
    ],
    // Kinds of values.
    [
      'a text where a number is expected',
      11,
      '    quality: high',
      '11:«high» UH6006: `quality` of model `gpt-5-nano` is the text `high`; a number is expected',
    ],
    [
      'a number in quotes',
      14,
      `      - { ${ROUTE}, price_in: "0.05" }`,
      '14:«"0.05"» UH6006: `price_in` of `openai` serving model `gpt-5-nano` is the text `0.05`; a number is expected (write it without quotes)',
    ],
    [
      'a number where a flag is expected',
      14,
      `      - { ${ROUTE}, eu: 1 }`,
      '14:«1» UH6006: `eu` of `openai` serving model `gpt-5-nano` is the number 1; `true` or `false` is expected',
    ],
    [
      'an empty value',
      11,
      '    quality:',
      '11:«» UH6006: `quality` of model `gpt-5-nano` is empty; a number is expected (leave it out where it is not known)',
    ],
    [
      'null',
      14,
      `      - { ${ROUTE}, price_in: null }`,
      '14:«null» UH6006: `price_in` of `openai` serving model `gpt-5-nano` is empty; a number is expected (leave it out where it is not known)',
    ],
    [
      'a record where a list is expected',
      14,
      '      openai: { price_in: 1 }',
      '14:«openai: { price_in: 1 }» UH6006: `served_by` of model `gpt-5-nano` is a record; a list is expected',
    ],
    [
      'a list where a record is expected',
      12,
      '    capabilities: [context]',
      '12:«[context]» UH6006: `capabilities` of model `gpt-5-nano` is a list; a record is expected',
    ],
    [
      'a fraction of a token',
      12,
      '    capabilities: { context: 0.5 }',
      '12:«0.5» UH6010: `context` of `capabilities` of model `gpt-5-nano` is 0.5; it is a whole number, 1 or more',
    ],
    // Numbers.
    [
      'a negative price',
      14,
      `      - { ${ROUTE}, price_in: -0.05 }`,
      '14:«-0.05» UH6009: `price_in` of `openai` serving model `gpt-5-nano` is -0.05; a price is not negative (leave it out where it is not known; 0 is for what is free)',
    ],
    [
      'a negative cache price',
      14,
      `      - { ${ROUTE}, price_cache_read: -1 }`,
      '14:«-1» UH6009: `price_cache_read` of `openai` serving model `gpt-5-nano` is -1; a price is not negative (leave it out where it is not known; 0 is for what is free)',
    ],
    [
      'an infinite price',
      14,
      `      - { ${ROUTE}, price_in: .inf }`,
      '14:«.inf» UH6008: `price_in` of `openai` serving model `gpt-5-nano` is Infinity, which is not a finite number (leave it out where it is not known)',
    ],
    [
      'a price that no double holds',
      14,
      `      - { ${ROUTE}, price_in: 1e400 }`,
      '14:«1e400» UH6008: `price_in` of `openai` serving model `gpt-5-nano` is Infinity, which is not a finite number (leave it out where it is not known)',
    ],
    [
      'NaN',
      11,
      '    quality: .nan',
      '11:«.nan» UH6008: `quality` of model `gpt-5-nano` is NaN, which is not a finite number (leave it out where it is not known)',
    ],
    [
      'a percentage where a ratio is expected',
      11,
      '    quality: 61',
      '11:«61» UH6010: `quality` of model `gpt-5-nano` is 61; it lies between 0 and 1 (a ratio: did you mean 0.61?)',
    ],
    [
      'the default of an absent value',
      11,
      '    quality: -1',
      '11:«-1» UH6010: `quality` of model `gpt-5-nano` is -1; it lies between 0 and 1 (leave it out where it is not known)',
    ],
    [
      'a throughput of nothing',
      14,
      `      - { ${ROUTE}, tok_s: 0 }`,
      '14:«0» UH6010: `tok_s` of `openai` serving model `gpt-5-nano` is 0; it is 0.001 or more (leave it out where it is not known)',
    ],
    // Places.
    [
      'a price at the model',
      11,
      '    price_in: 0.05',
      '11:«price_in» UH6019: `price_in` of model `gpt-5-nano` does not belong there (move it to the routes under `served_by`)',
    ],
    [
      'a context outside of the capabilities',
      11,
      '    context: 400000',
      '11:«context» UH6019: `context` of model `gpt-5-nano` does not belong there (write it under `capabilities`)',
    ],
    [
      'a rank',
      11,
      '    quality_rank: 3',
      '11:«quality_rank» UH6019: `quality_rank` of model `gpt-5-nano` does not belong there (leave it out: it is computed from `quality`)',
    ],
    [
      'what only the router knows',
      14,
      `      - { ${ROUTE}, breaker_open: true }`,
      '14:«breaker_open» UH6019: `breaker_open` of `openai` serving model `gpt-5-nano` does not belong there (leave it out: it is observed while the router runs)',
    ],
    // Texts with a form.
    [
      'a month without so many days',
      2,
      'as_of: 2026-02-30',
      '2:«2026-02-30» UH6017: `as_of` of the catalog is `2026-02-30`, which is not a day (write the year, the month and the day as in `2026-11-10`)',
    ],
    [
      'an address without its protocol',
      8,
      '  openai: { base_url: api.openai.com }',
      '8:«api.openai.com» UH6018: `base_url` of provider `openai` is `api.openai.com`, which is not an address of the web (write the whole of it, as in `https://api.openai.com/v1`, without a user, a key or a placeholder)',
    ],
    [
      'an address of a file',
      8,
      '  openai: { base_url: "file:///etc/passwd" }',
      '8:«"file:///etc/passwd"» UH6018: `base_url` of provider `openai` is `file:///etc/passwd`, which is not an address of the web (write the whole of it, as in `https://api.openai.com/v1`, without a user, a key or a placeholder)',
    ],
    [
      'an address with a secret in it',
      8,
      '  openai: { base_url: "https://me:secret@x.y" }',
      '8:«"https://me:secret@x.y"» UH6018: `base_url` of provider `openai` is `https://…@x.y`, which is not an address of the web (write the whole of it, as in `https://api.openai.com/v1`, without a user, a key or a placeholder)',
    ],
    // The declarations of fields.
    [
      'a field called like a core one',
      6,
      '  price_in: { sort: number, unit: price, absent: inf }',
      '6:«price_in» UH6015: a field cannot be called `price_in`: it is a core field, which every catalog has (give it another name)',
    ],
    [
      'a field called like a member',
      6,
      '  tier: { sort: flag }',
      '6:«tier» UH6015: a field cannot be called `tier`: it is a member of the document (give it another name)',
    ],
    [
      'a field called like a rank',
      6,
      '  quality_rank: { sort: flag }',
      '6:«quality_rank» UH6015: a field cannot be called `quality_rank`: it is the rank by `quality` (give it another name)',
    ],
    [
      'a domain upside down',
      6,
      '  x: { sort: number, unit: count, domain: [9, 1], absent: -1 }',
      '6:«[9, 1]» UH6016: `domain` of field `x` goes from 9 to 1; the lower value comes first',
    ],
    [
      'a domain of one value',
      6,
      '  x: { sort: number, unit: count, domain: [9], absent: -1 }',
      '6:«[9]» UH6006: `domain` of field `x` is a list; a list of the lowest and the highest value is expected',
    ],
    [
      'a unit that is none',
      6,
      '  x: { sort: number, unit: euro, absent: -1 }',
      '6:«euro» UH6014: `unit` of field `x` is `euro`; it is one of `price`, `money`, `duration`, `tokens`, `rate`, `ratio`, `count`, `number`',
    ],
    [
      'a number field without a default',
      6,
      '  x: { sort: number, unit: count }',
      '6:«{» UH6005: field `x` has no `absent` (add `absent`)',
    ],
    // Versions.
    [
      'a newer format',
      1,
      'catalog: 2',
      '1:«2» UH6007: `catalog` is the number 2; this program reads format 1 (install a newer version of unhardcoded, or ask for the document in format 1)',
    ],
    [
      'a format in quotes',
      1,
      'catalog: "1"',
      '1:«"1"» UH6007: `catalog` is the text `1`; this program reads format 1 (write `catalog: 1`)',
    ],
    ['no format', 1, '# nothing', '2:«a» UH6005: the catalog has no `catalog` (add `catalog`)'],
    // Prices by length.
    [
      'tiers out of order',
      14,
      `      - { ${ROUTE}, tiers: [{ above: 200, price_in: 1 }, { above: 100, price_in: 2 }] }`,
      '14:«100» UH6020: `above` 100 comes after 200 in `tiers` of `openai` serving model `gpt-5-nano` (list every threshold once, from low to high)',
    ],
    [
      'a tier without its threshold',
      14,
      `      - { ${ROUTE}, tiers: [{ price_in: 1 }] }`,
      '14:«{» UH6005: a tier in `tiers` of `openai` serving model `gpt-5-nano` has no `above` (add `above`)',
    ],
    [
      'changes out of order',
      14,
      `      - { ${ROUTE}, changes: [{ from: 2027-01-02 }, { from: 2027-01-01 }] }`,
      '14:«2027-01-01» UH6020: `from` 2027-01-01 comes after 2027-01-02 in `changes` of `openai` serving model `gpt-5-nano` (list every threshold once, from low to high)',
    ],
    [
      'a tier twice in the order',
      2,
      'tier_order: [low, partner, low]',
      '2:«[low, partner, low]» UH6020: `tier_order` of the catalog names `low` twice (list every tier once, from low to high)',
    ],
  ])('%s', (_name, line, text, expected) => {
    expect(faults(withLine(line, text))).toContain(expected)
  })

  test('a route without a provider', () => {
    expect(faults(withLine(14, '      - { price_in: 1 }'))).toEqual([
      '14:«{» UH6005: a route of model `gpt-5-nano` has no `provider` (add `provider`)',
    ])
  })

  test('a provider with a slash in its name', () => {
    expect(faults(withLine(8, '  open/ai: {}'))).toContain(
      '8:«open/ai» UH6021: the name `open/ai` of a provider holds a `/`, which parts the provider from the model',
    )
  })

  test('a key that stands twice', () => {
    expect(faults(withLine(3, 'as_of: 2026-11-11'))).toContain(
      '3:«as_of» UH6002: the key `as_of` stands twice in one record (keep one of them)',
    )
  })

  test('a key that stands twice in JSON', () => {
    expect(faults('{"catalog": 1, "providers": {}, "models": {}, "catalog": 1}')).toEqual([
      '1:«"catalog"» UH6002: the key `catalog` stands twice in one record (keep one of them)',
    ])
  })
})

describe('a document that is no catalog', () => {
  test.each([
    [
      'nothing',
      '',
      '1:«» UH6006: the catalog is empty; a record is expected (begin with `catalog: 1`)',
    ],
    [
      'a text',
      'hello',
      '1:«hello» UH6006: the catalog is the text `hello`; a record is expected (begin with `catalog: 1`)',
    ],
    [
      'a list',
      '[1]',
      '1:«[1]» UH6006: the catalog is a list; a record is expected (begin with `catalog: 1`)',
    ],
    [
      'an unclosed record',
      '{"catalog": 1',
      '1:«» UH6001: this is not YAML or JSON: flow map must end with a }',
    ],
    [
      'two documents',
      'a: 1\n---\nb: 1',
      '2:«---\nb: 1» UH6001: this is not YAML or JSON: source contains multiple documents',
    ],
    ['an alias of nothing', 'catalog: *x', '1:«*x» UH6001: the alias `*x` has no anchor before it'],
    [
      'an alias inside what it names',
      'catalog: &x [*x]',
      '1:«*x» UH6001: the alias `*x` holds itself',
    ],
    [
      'a key that is a list',
      '[1]: 2',
      '1:«[1]» UH6001: a key is a text, not a record, list or alias',
    ],
  ])('%s', (_name, text, expected) => {
    expect(faults(text)[0]).toBe(expected)
    expect(loadCatalog({ name: 'c', text }).value).toBeUndefined()
  })
})

test('every fault is reported, not only the first', () => {
  const text = withLine(14, '      - { provider: openia, price_in: -1, price_out: "2", tier: x }')
  expect(faults(text).map((fault) => fault.split(' ')[1])).toEqual([
    'UH6011:',
    'UH6009:',
    'UH6006:',
    'UH6013:',
  ])
})

test('one slip in the syntax is one report, without the text around it', () => {
  const text = 'catalog: 1\nmodels:\n  a:\n\tb: 1\n  c: 2\n d: 3\n'
  expect(loadCatalog(text).diagnostics).toMatchObject([{ code: 'UH6001', source: '<catalog>' }])
  const pasted = loadCatalog('policy support(plan: free | pro = pro) =\n  cheapest\n  where a: b')
  expect(pasted.diagnostics.map(({ message }) => message)).toEqual([
    'this is not YAML or JSON: nested mappings are not allowed in compact mappings',
  ])
})

test('a document without providers is told so once', () => {
  const { diagnostics } = loadCatalog(
    'catalog: 1\nprovders: { p: {} }\nmodels: { m: { served_by: [{ provider: p }] } }',
  )
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'UH6004: `provders` is not a member of the catalog',
  ])
})

test('a finding that is no error leaves the catalog usable', () => {
  const text = withLine(12, '    capabilities: { suports_tools: true }')
  expect(loadCatalog({ name: 'c', text }).value?.models['gpt-5-nano']).toBeDefined()
})

test('a model may stand before the provider and the field it names', () => {
  const [head, , , , , , , ...rest] = VALID.split('\n')
  const tail = VALID.split('\n').slice(1, 7)
  const text = [head, ...rest.filter((line) => line !== ''), ...tail].join('\n')
  expect(
    faults(text.replace('  openai: {', 'providers:\n  openai: {').replace(/\nproviders:$/, '')),
  ).toEqual([])
})

test('the names of objects of the language are names like any other', () => {
  const text = `catalog: 1
providers: { constructor: {}, __proto__: {} }
models:
  __proto__: { served_by: [{ provider: constructor }] }
  toString: { served_by: [{ provider: __proto__ }, { provider: hasOwnProperty }] }
`
  expect(faults(text)).toEqual([
    '5:«hasOwnProperty» UH6011: `served_by` of model `toString` names `hasOwnProperty`, which is not under `providers` (add it under `providers`)',
  ])
})

describe('a fix', () => {
  test.each([
    ['qualty', '    qualty: 0.61', '    quality: 0.61'],
    ['"qualty"', '    "qualty": 0.61', '    "quality": 0.61'],
    ["'qualty'", "    'qualty': 0.61", "    'quality': 0.61"],
  ])('keeps the quotes of %s', (_name, line, repaired) => {
    const text = withLine(11, line)
    const [edit] = loadCatalog({ name: 'c', text }).diagnostics[0]?.fix?.edits ?? []
    const span = edit?.span ?? { start: 0, end: 0 }
    expect(text.slice(0, span.start) + edit?.text + text.slice(span.end)).toBe(
      withLine(11, repaired),
    )
  })
})
