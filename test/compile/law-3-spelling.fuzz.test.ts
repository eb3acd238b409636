import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { runs } from '../runs.ts'
import { conditionArbitrary, scoreArbitrary } from './policy-text.ts'

/** The fingerprint of the last policy of a text. */
function fingerprint(text: string, params?: Readonly<Record<string, unknown>>): string {
  const { value, diagnostics } = compile({ name: 'a.uh', text }, { params })
  const policy = value?.policies.at(-1)
  if (policy === undefined) throw new Error(`${text}: ${JSON.stringify(diagnostics)}`)
  return policy.fingerprint
}

const CLAUSES = [
  'cheapest for 4k in, 800 out',
  'where quality >= 0.8 and has tools',
  'prefer provider is openai',
  'take 3',
  'sample 0.5',
  'set temperature = 0.2',
  'fallback stop',
  'on timeout next',
  'on rate_limit retry 2 after 1s then next',
]

test('the order of clauses does not matter', () => {
  const usual = fingerprint(CLAUSES.join(' '))
  const shuffled = fc.shuffledSubarray(CLAUSES, { minLength: CLAUSES.length })
  fc.assert(
    fc.property(shuffled, (clauses) => {
      expect(fingerprint(clauses.join('\n'))).toBe(usual)
    }),
    runs(50),
  )
})

test('white space and comments do not matter', () => {
  fc.assert(
    fc.property(conditionArbitrary, scoreArbitrary, (condition, score) => {
      const text = `rank by ${score} where ${condition}`
      const airy = text.replaceAll('(', ' (\n\t# a comment\n').replaceAll(')', '\r\n)  ')
      expect(fingerprint(`# before\n\n${airy}  ## after`)).toBe(fingerprint(text))
    }),
    runs(100),
  )
})

const partsArbitrary = fc.tuple(
  fc.array(conditionArbitrary, { minLength: 2, maxLength: 4 }),
  fc.constantFrom(' and ', ' or '),
)

test('the order and the grouping of `and` and `or` do not matter', () => {
  fc.assert(
    fc.property(partsArbitrary, fc.nat(), ([parts, join], seed) => {
      const written = parts.map((part) => `(${part})`)
      const turned = written
        .slice(seed % parts.length)
        .concat(written.slice(0, seed % parts.length))
      const [first = '', ...rest] = turned.reverse()
      const grouped = `${first}${join}(${rest.join(join)})`
      expect(fingerprint(`any where ${grouped}`)).toBe(
        fingerprint(`any where ${written.join(join)}`),
      )
    }),
    runs(100),
  )
})

test('the order and the grouping of `+` do not matter', () => {
  const parts = fc.array(scoreArbitrary, { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(parts, (scores) => {
      const written = scores.map((score) => `(${score})`)
      const [first = '', ...rest] = written.toReversed()
      expect(fingerprint(`rank by ${first} + (${rest.join(' + ')})`)).toBe(
        fingerprint(`rank by ${written.join(' + ')}`),
      )
    }),
    runs(100),
  )
})

test('what is named with `let` is the same as written in its place', () => {
  fc.assert(
    fc.property(conditionArbitrary, scoreArbitrary, (condition, score) => {
      const inline = `rank by 2 * (${score}) - (${score}) where not (${condition}) or no_log`
      const named = `let s = ${score}\nlet c = ${condition}\nrank by 2 * s - s where not c or no_log`
      expect(fingerprint(named)).toBe(fingerprint(inline))
    }),
    runs(100),
  )
})

test('what is passed as a parameter is the same as written in its place', () => {
  const written = `
    best where price_out <= $5/Mtok and context >= 32k and provider is openai and no_log take 3`
  const declared = `
    policy p(cap: price, room: tokens = 8k, home: text = "x", private: flag, n: count = 1) =
      best where price_out <= cap and context >= room and provider is home
        and (not private or no_log) take n`
  const usual = fingerprint(written)
  const text = { cap: '$0.005/ktok', room: '32k', home: 'openai', private: 'true', n: '3' }
  const json = { cap: 5, room: 32_000, home: 'openai', private: true, n: 3 }
  expect(fingerprint(declared, text)).toBe(usual)
  expect(fingerprint(declared, json)).toBe(usual)
  const child = `${declared}\npolicy q extends p(cap: $5/Mtok, room: 32k, home: openai, private: true, n: 3)`
  expect(fingerprint(child.replace('home: openai', 'home: "openai"'))).toBe(usual)
})

// biome-ignore format: table
test.each([
  ['price_in <= $0.15/ktok', 'price_in <= $150/Mtok'],
  ['price_in <= $0.0000007/tok', 'price_in <= $0.7/Mtok'],
  ['latency_ms <= 1.5s', 'latency_ms <= 1500ms'],
  ['latency_ms <= 2m', 'latency_ms <= 120s'],
  ['context >= 128Ki', 'context >= 131072'],
  ['context >= 0.128M', 'context >= 128k'],
  ['quality >= 80%', 'quality >= 0.8'],
  ['quality >= 8e-1', 'quality >= 0.80'],
  ['0.8 <= quality', 'quality >= 0.8'],
  ['not quality < 0.8', 'quality >= 0.8'],
  ['provider = openai', 'provider is "openai"'],
  ['provider in [openai]', 'provider is openai'],
  ['context between 1k and 2k', '1k <= context <= 2k'],
  ['top 5 by quality', 'quality_rank <= 5'],
  ['not no_log or anything', 'anything'],
])('`%s` is `%s`', (one, other) => {
  expect(fingerprint(`any where ${one}`)).toBe(fingerprint(`any where ${other}`))
})
