import { describe, expect, test } from 'vitest'
import { type CompileOptions, compile, type Load, sourceMap } from '../../src/compile/index.ts'
import { encode } from '../../src/ir/index.ts'
import { codes, terms } from './compiled.ts'

/** Every policy of a text by name, as the encoding of its term. */
function encodings(text: string, options: CompileOptions = {}): Readonly<Record<string, string>> {
  return Object.fromEntries([...terms(text, options)].map(([name, each]) => [name, encode(each)]))
}

describe('parameters', () => {
  const text =
    'policy p(plan: free | pro = pro, cap: price = $10/Mtok in $1/Mtok..$40/Mtok) = best where price_out <= cap and (plan is not free or no_log)'

  test('defaults hold where nothing is given, and are told', () => {
    const { value } = compile({ name: 'a.uh', text })
    expect(value?.policies[0]?.params).toEqual({ plan: 'pro', cap: 10 })
    const given = compile({ name: 'a.uh', text }, { params: { plan: 'free', cap: '$0.002/ktok' } })
    expect(given.value?.policies[0]?.params).toEqual({ plan: 'free', cap: 2 })
  })

  // biome-ignore format: table
  test.each<[Record<string, unknown>, string, string]>([
    [{ plna: 'pro' }, 'UH1011', '`p` has no parameter `plna`'],
    [{ plan: 'gold' }, 'UH2007', '`gold` is not one of the values of `plan`'],
    [{ plan: 3 }, 'UH2007', '`3` is not one of the values of `plan`'],
    [{ cap: '5' }, 'UH2004', '`cap` is a price, and `5` does not say its unit'],
    [{ cap: '$5' }, 'UH2005', '`cap` is a price, and `$5` does not say its unit'],
    [{ cap: '30s' }, 'UH2010', '`cap` is a price, but `30s` is not'],
    [{ cap: 50 }, 'UH2011', '`50` is outside the range of `cap`, `$1/Mtok..$40/Mtok`'],
    [{ cap: Number.NaN }, 'UH2010', '`cap` is a price, but `NaN` is not'],
    [{ cap: null }, 'UH2010', '`cap` is a price, but null is not'],
    [{ cap: {} }, 'UH2010', '`cap` is a price, but an object is not'],
  ])('%j is refused', (params, code, message) => {
    const { value, diagnostics } = compile({ name: 'a.uh', text }, { params })
    expect(value).toBeUndefined()
    expect(diagnostics.map((each) => [each.code, each.message])).toEqual([[code, message]])
  })

  test('a policy without a value is left out of many, and an error where it is chosen', () => {
    const two = 'policy a(n: count) = best take n\npolicy b = cheapest'
    const both = compile({ name: 'a.uh', text: two })
    expect(both.value?.policies.map(({ name }) => name)).toEqual(['b'])
    expect(both.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['UH7006', 'info'],
    ])
    expect(codes(two, { policy: 'a' })).toEqual(['UH2012'])
    expect(codes(two, { policy: 'a', params: { n: 1.5 } })).toEqual(['UH2019'])
    expect(codes(two, { policy: 'a', params: { n: 2 } })).toEqual([])
    expect(codes(two, { params: { n: 2, m: 3 } })).toEqual(['UH1011'])
    expect(codes(two, { policy: 'c' })).toEqual(['UH1002'])
  })

  test('what values make wrong is reported where it is used', () => {
    expect(codes('policy p(q: number = 3) = best where quality >= q')).toEqual(['UH2006'])
    expect(codes('policy p(n: number = 0.5) = best take n')).toEqual(['UH2019'])
    expect(codes('policy p(t: text = "gold") = best where tier is t')).toEqual(['UH2007'])
    expect(codes('policy p(n: number = 1e308) = rank by 10 * n * quality')).toEqual(['UH2009'])
    expect(codes('policy p(n: number = 5) = rank by clamp(norm(quality), n, 1)')).toEqual([
      'UH2014',
    ])
    expect(codes('policy p(n: number = 5) = any limit x to n..1')).toEqual(['UH2014'])
  })
})

describe('extends', () => {
  const parent = `
    policy parent(plan: free | pro = pro) =
      best where plan is not free or no_log
      prefer provider is openai take 3 timeout 10s
      set temperature = 0.2 set top_p = 1
      fallback stop on timeout next`

  // biome-ignore format: table
  test.each([
    ['where has tools', 'best where has tools prefer provider is openai take 3 timeout 10s set temperature = 0.2 set top_p = 1 fallback stop on timeout next'],
    ['cheapest', 'cheapest where known quality prefer provider is openai take 3 timeout 10s set temperature = 0.2 set top_p = 1 fallback stop on timeout next'],
    ['prefer no_log prefer has_tee', 'best prefer no_log prefer has_tee take 3 timeout 10s set temperature = 0.2 set top_p = 1 fallback stop on timeout next'],
    ['take 1 sample 2', 'best prefer provider is openai take 1 sample 2 timeout 10s set temperature = 0.2 set top_p = 1 fallback stop on timeout next'],
    ['select term ["argmax"]', 'best select term ["argmax"] timeout 10s set temperature = 0.2 set top_p = 1 fallback stop on timeout next'],
    ['set temperature = 1 set seed = 5', 'best prefer provider is openai take 3 timeout 10s set temperature = 1 set top_p = 1 set seed = 5 fallback stop on timeout next'],
    ['timeout 5s, first token 2s', 'best prefer provider is openai take 3 timeout 5s, first token 2s set temperature = 0.2 set top_p = 1 fallback stop on timeout next'],
    ['fallback next', 'best prefer provider is openai take 3 timeout 10s set temperature = 0.2 set top_p = 1 fallback next on timeout next'],
    ['on timeout stop on rate_limit next', 'best prefer provider is openai take 3 timeout 10s set temperature = 0.2 set top_p = 1 fallback stop on timeout stop on rate_limit next'],
  ])('`%s` in the child', (child, whole) => {
    const text = `${parent}\npolicy child extends parent ${child}\npolicy whole = ${whole}`
    const all = encodings(text)
    // Ranking otherwise drops the guard that only the ranking needed.
    expect(all.child).toBe(child === 'cheapest' ? encodings(`policy p = ${whole.replace('where known quality ', '')}`).p : all.whole)
  })

  test('a child fixes parameters of its parent and names what it inherits', () => {
    const all = encodings(`${parent}
      policy free extends parent(plan: free)
      policy floor(least: ratio = 0.5) extends parent where plan is pro and quality >= least
      policy floored extends floor(least: 0.5, plan: pro)`)
    expect(all.free).toContain('(is "no_log")')
    expect(all.floor).toContain('(cmp "quality" "ge" 0.5)')
    expect(all.floored).toBe(all.floor)
  })

  test('what extends a raw policy adds to it', () => {
    const raw = JSON.stringify([
      'policy',
      ['is', 'no_log'],
      ['zero'],
      ['ordered'],
      ['id'],
      ['always', { action: 'abort' }],
    ])
    const all = encodings(`policy raw = term ${raw}\npolicy more extends raw where has_tee take 2`)
    expect(all.more).toBe(
      'sigma-pol/v2:(policy (and (is "has_tee") (is "no_log")) (zero) (top_k 2 (argmax)) (id) (always {"action":"abort"}))',
    )
  })
})

describe('files', () => {
  const files: Readonly<Record<string, string>> = {
    'lib/base.uh':
      'use "more/deep.uh" (floor)\nlet trusted = provider in [openai]\npolicy parent = best where quality >= floor',
    'lib/more/deep.uh': 'use "../cap.uh" (cap)\nlet floor = 0.7\nlet priced = price_out <= cap',
    'lib/cap.uh': 'let cap = $10/Mtok',
    'lib/broken.uh': 'let bad = quality >= $5/Mtok',
    'lib/sloppy.uh': 'let fine = no_log or has_tee and fits',
  }
  const load: Load = (path) => {
    const text = files[path]
    return text === undefined
      ? { ok: false, error: 'no such file' }
      : { ok: true, value: { name: path, text } }
  }

  test('a file may use lets and policies of others, under other names', () => {
    const all = encodings(
      'use "lib/base.uh" (trusted as ok, parent)\npolicy child extends parent where ok',
      { load },
    )
    expect(all).toEqual(
      encodings('policy child = best where quality >= 0.7 and provider is openai'),
    )
  })

  test('a name of a used file means what it means there', () => {
    const text =
      'use "./lib/./more/../more/deep.uh" (priced)\nlet cap = $1/Mtok\nbest where priced and price_in <= cap'
    expect(encodings(text, { load })).toEqual(
      encodings('best where price_out <= $10/Mtok and price_in <= $1/Mtok'),
    )
  })

  test('what a file imports cannot be imported from it', () => {
    expect(codes('use "lib/base.uh" (floor)\nbest where quality >= floor', { load })).toEqual([
      'UH1006',
    ])
  })

  test('mistakes of a used file are reported in it, its style is not', () => {
    const { diagnostics } = compile(
      { name: 'a.uh', text: 'use "lib/broken.uh" (bad)\nbest where bad' },
      { load },
    )
    expect(diagnostics.map(({ code, source }) => [code, source])).toEqual([
      ['UH2003', 'lib/broken.uh'],
    ])
    expect(codes('use "lib/sloppy.uh" (fine)\nbest where fine', { load })).toEqual([])
  })
})

describe('targets', () => {
  test('`core` leaves out what its hosts do not know, and says so', () => {
    expect(codes('cheapest', { target: 'core' })).toEqual(['UH7005'])
    expect(encodings('fastest unguarded where fits', { target: 'core' })).toEqual(
      encodings('fastest unguarded where fits'),
    )
    expect(codes('best unguarded', { target: 'core' })).toEqual(['UH1017'])
    expect(codes('any unguarded prefer no_log', { target: 'core' })).toEqual(['UH1017'])
    expect(codes('any unguarded where top 3 by price_in', { target: 'core' })).toEqual(['UH1017'])
  })
})

test('the source map tells what made each part of the term', () => {
  const text = 'policy p = cheapest where quality >= 0.8 prefer no_log'
  const { value } = compile({ name: 'a.uh', text })
  const [policy] = value?.policies ?? []
  if (policy === undefined) throw new Error('one policy')
  const map = [...sourceMap(policy)].map(([path, { source, span }]) => [
    path,
    source,
    text.slice(span.start, span.end),
  ])
  expect(map).toEqual(
    expect.arrayContaining([
      ['$', 'a.uh', 'p'],
      ['$.policy[1].and[1]', 'a.uh', 'cheapest'],
      ['$.policy[1].and[3]', 'a.uh', 'quality >= 0.8'],
      ['$.policy[1].and[4]', 'a.uh', 'p'],
      ['$.policy[2]', 'a.uh', 'cheapest'],
      ['$.policy[3].prefer[2].prefer[1]', 'a.uh', 'no_log'],
    ]),
  )
})

test('names that objects have by birth are names like any other', () => {
  const text = `
    let constructor = quality >= 0.5
    policy __proto__(toString: ratio = 0.7) = best where constructor and tool_calling >= toString
    policy valueOf extends __proto__(toString: 0.9) set __proto__ = 1`
  expect(codes(text)).toEqual([])
  expect(terms(text).size).toBe(2)
  expect(codes('best where hasOwnProperty')).toEqual(['UH1001'])
  expect(codes('best by __proto__')).toEqual(['UH1014'])
})

test('definitions that grow beyond any host are refused in bounded time', () => {
  const lets = Array.from({ length: 60 }, (_, i) => `let a${i + 1} = a${i} and a${i}`).join('\n')
  expect(codes(`let a0 = no_log\n${lets}\nbest where a60`)).toEqual(['UH3006'])
  const chain = Array.from({ length: 3000 }, (_, i) => `let b${i + 1} = b${i}`).join('\n')
  expect(codes(`let b0 = no_log\n${chain}\nbest where b3000`)).toEqual(['UH3006'])
  const deep = Array.from(
    { length: 70 },
    (_, i) => `let c${i + 1} = norm(0.5 * c${i} + quality)`,
  ).join('\n')
  expect(codes(`let c0 = quality\n${deep}\nrank by c70`)).toEqual(['UH3006'])
  const chain64 = Array.from({ length: 64 }, (_, i) => `policy p${i + 1} extends p${i}`).join('\n')
  expect(codes(`policy p0 = best\n${chain64}`)).toEqual([])
  expect(codes(`policy p0 = best\n${chain64}\npolicy x extends p64\npolicy y extends x`)).toEqual([
    'UH3006',
  ])
})

/** A file of about that many bytes that repeats a line, numbered. */
function repeated(bytes: number, line: (i: number) => string): string {
  let text = ''
  for (let i = 0; text.length < bytes; i++) text += `${line(i)}\n`
  return text
}

// Each would take minutes if the work were not bounded.
test.each([
  ['unknown names among many', repeated(20_000, (i) => `let name_number_${i} = nome_nimber_${i}`)],
  [
    'unknown policies among many',
    repeated(20_000, (i) => `policy p${i} extends q${i} = best`.replace(' =', '')),
  ],
  ['circles', repeated(20_000, (i) => `let a${i} = a${i + 1} and a0`)],
  [
    'a long chain of policies',
    `policy p0 = best\n${repeated(20_000, (i) => `policy p${i + 1} extends p${i} where no_log`)}`,
  ],
  [
    'wrong words beside a wide choice',
    `policy p(c: ${Array.from({ length: 250 }, (_, i) => `w${i}`).join(' | ')} = w0) = best\n${repeated(20_000, () => 'where c is v')}`,
  ],
  [
    'many claims without a value',
    `policy p(${Array.from({ length: 60 }, (_, i) => `a${i}: count`).join(', ')}) = best\n${repeated(20_000, () => 'prove p implies no_log')}`,
  ],
  [
    'a large definition in many policies',
    `let a0 = no_log or has_tee\n${Array.from({ length: 11 }, (_, i) => `let a${i + 1} = a${i} and a${i}`).join('\n')}\n${repeated(10_000, (i) => `policy p${i} = best where a10`)}`,
  ],
])('%s are answered in bounded time', (_, text) => {
  expect(codes(text).length).toBeGreaterThan(0)
})
