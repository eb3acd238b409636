import { describe, expect, test } from 'vitest'
import { compile, decompile } from '../../src/compile/index.ts'
import { encode, normalize, type Term } from '../../src/ir/index.ts'
import { term } from './compiled.ts'

function written(input: unknown, style: 'short' | 'expanded' = 'short'): string {
  const { value, diagnostics } = decompile(input, { style })
  expect(diagnostics).toEqual([])
  return (value ?? '').trim().replace(/\s+/g, ' ')
}

// Texts that come back as they were, but for the layout.
test.each([
  'cheapest where quality >= 0.8 fallback next',
  'cheapest for 4k in, 800 out where has tools fallback next',
  'fastest fallback next',
  'best where not no_log fallback next',
  'best by quality.coding fallback next',
  'any fallback stop',
  'any unguarded fallback next',
  'rank by 0.3 * norm(price_out) + 0.7 * norm(quality) fallback next',
  'rank by 1 - norm(price_out) fallback next',
  'rank by -norm(price_out) fallback next',
  'rank by (quality if no_log) - 0.5 * tok_s fallback next',
  'rank by clamp(latency_ms, 0ms, 10s) fallback next',
  'best where price_out <= $5/Mtok fallback next',
  'best where price_out > $5/Mtok fallback next',
  'best where context between 32k and 1M and price_in <= $0.25/Mtok fallback next',
  'best where latency_ms < 1500ms and tok_s >= 60 tok/s fallback next',
  'best where top 5 by quality fallback next',
  'best where known price_in and not known price_out fallback next',
  'best where provider in [anthropic, openai, "together-ai"] fallback next',
  'best where provider not in [groq, mistral] fallback next',
  'best where provider is not groq fallback next',
  'best where tier >= marketplace and tier is not partner fallback next',
  'best where (has vision and no_log) or provider is openai fallback next',
  'best where healthy and in scope fallback next',
  'best prefer no_log prefer provider is openai take 3 fallback next',
  'any in order [openai/"gpt-5-nano", groq/llama] fallback next',
  'best sample 0.5 fallback next',
  'any in catalog order fallback next',
  'any set temperature = 0.2 timeout 22s, first token 10s fallback next',
  'any when no_log: set store = true fallback next',
  'any limit temperature to 0..1 jitter top_p by 0.1 seed seed from request apply redact fallback next',
  'any fallback next on rate_limit next, cool 1m on server_error retry 1 after 500ms then next',
  'any fallback next on network_error retry 2 after 200ms, 600ms then stop',
  'any fallback next on content_filter next on timeout same model elsewhere',
  'any fallback next on "quota" disable provider',
])('`%s` is written as people write it', (text) => {
  expect(written(term(text))).toBe(text)
})

describe('what no clause says is a raw term in its place', () => {
  const policy = (slots: Partial<Record<'filter' | 'score' | 'selector' | 'plan', Term>>): Term => [
    'policy',
    slots.filter ?? ['top'],
    slots.score ?? ['zero'],
    slots.selector ?? ['argmax'],
    ['id'],
    slots.plan ?? ['always', { action: 'abort' }],
  ]
  // biome-ignore format: table
  test.each<[string, Term, string]>([
    ['a comparison that lets unknown values pass', policy({ filter: ['cmp', 'price_in', 'gt', 1] }), 'any unguarded where term ["cmp", "price_in", "gt", 1] fallback stop'],
    ['a score over a field that may be unknown', policy({ score: ['field', 'price_in'] }), 'rank by term ["field", "price_in"] unguarded fallback stop'],
    ['a `not` around an `and`', policy({ filter: ['not', ['and', ['is', 'no_log'], ['is', 'has_tee']]] }), 'any unguarded where term ["not", ["and", ["is", "has_tee"], ["is", "no_log"]]] fallback stop'],
    ['a constant outside the domain', policy({ filter: ['cmp', 'quality', 'ge', 2] }), 'any unguarded where term ["cmp", "quality", "ge", 2] fallback stop'],
    ['nested limits', policy({ selector: ['top_k', 1, ['top_k', 2, ['argmax']]] }), 'any unguarded select term ["top_k", 1, ["top_k", 2, ["argmax"]]] fallback stop'],
    ['an action with settings of its own', policy({ plan: ['always', { action: 'abort', zz: 1 }] }), 'any unguarded fallback term ["always", {"action": "abort", "zz": 1}]'],
    ['a factor of a factor', policy({ score: ['scale', 2, ['scale', 0.5, ['lit', 1]]] }), 'rank by 2 * term ["scale", 0.5, ["lit", 1]] unguarded fallback stop'],
  ])('%s', (_, input, text) => {
    expect(written(input)).toBe(text)
  })
})

test('the expanded style hides nothing and means the same', () => {
  const input = term('cheapest where price_out > $1/Mtok timeout 22s')
  const text = written(input, 'expanded')
  expect(text).toBe(
    'rank by -(0.25 * price_out + 0.75 * price_in) unguarded where known price_in ' +
      'and price_out > $1/Mtok and known price_out and fits and enabled prefer healthy ' +
      'set timeout_ms = 22000 fallback next on stream_interrupted stop on bad_request stop ' +
      'on content_filter stop on auth_error disable provider on rate_limit next, cool 30s',
  )
  expect(encode(term(text))).toBe(encode(input))
})

test('a compile output is written with its names, flows with the policies they ask', () => {
  const text = `
    policy quick = fastest fallback next
    flow twice =
      a = ask quick "Answer." with input
      b = ask quick "Improve." with input, a template "$1 $2"
      return b`
  const { value } = compile({ name: 'a.uh', text })
  expect(written(JSON.parse(JSON.stringify(value)))).toBe(
    'policy quick = fastest fallback next flow twice = ' +
      'n1 = ask quick "Answer." with input ' +
      'n2 = ask quick "Improve." with input, n1 template "$1 $2" return n2',
  )
  expect(written(value?.flows[0]?.flow_ir)).toMatch(/^policy policy_1 = .+ flow main = /)
})

// biome-ignore format: table
test.each<[string, unknown, string, string]>([
  ['a number', 5, 'UH8001', '$'],
  ['null', null, 'UH8001', '$'],
  ['a record of something else', { a: 1 }, 'UH8001', '$: expected a policy, a flow, or a compile output'],
  ['a predicate', ['top'], 'UH8001', '$: expected a policy or a flow, found `top`'],
  ['a policy with a slip', ['policy', ['topp'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]], 'UH8002', '$.policy[1]'],
  ['a policy of an output', { policies: [{ name: 'x', policy_ir: ['bot'] }] }, 'UH8001', '$.policies[0].policy_ir'],
])('%s is refused, and the report says where', (_, input, code, start) => {
  const { value, diagnostics } = decompile(input)
  expect(value).toBeUndefined()
  expect(diagnostics.map((each) => each.code)).toEqual([code])
  expect(diagnostics[0]?.message.startsWith(start)).toBe(true)
})

describe('the largest terms that hosts accept', () => {
  const policyOf = (filter: Term, score: Term = ['zero']): Term => [
    'policy',
    filter,
    score,
    ['argmax'],
    ['id'],
    ['always', { action: 'abort' }],
  ]
  const deepCondition = (levels: number): Term =>
    levels === 0
      ? ['is', 'no_log']
      : [levels % 2 === 0 ? 'and' : 'or', ['is', 'has_tee'], deepCondition(levels - 1)]
  const deepScore = (levels: number): Term =>
    levels === 0 ? ['lit', 2] : ['normalize', ['scale', 0.5, deepScore(levels - 1)]]
  const wide = (length: number): Term => [
    'or',
    ...Array.from({ length }, (_, i): Term => ['provider_eq', `p${i}`]),
  ]
  test.each([
    ['deep conditions', policyOf(deepCondition(61))],
    ['deep scores', policyOf(['top'], deepScore(30))],
    ['wide conditions', policyOf(wide(4000))],
  ])('%s come back as they were', (_, input) => {
    const { value = '' } = decompile(input)
    expect(encode(term(value))).toBe(encode(normalize(input)))
  })
})
