import { describe, expect, test } from 'vitest'
import type { Term } from '../../src/ir/index.ts'
import { normal, slot, term } from './compiled.ts'

const HEALTHY: Term = ['not', ['is', 'breaker_open']]
const OPENAI: Term = ['provider_eq', 'openai']
const GROQ: Term = ['provider_eq', 'groq']

describe('selectors', () => {
  // biome-ignore format: table
  test.each<[string, Term]>([
    ['any', ['prefer', HEALTHY, ['argmax']]],
    ['any unguarded', ['argmax']],
    ['any sample 0.5', ['prefer', HEALTHY, ['sample', 0.5]]],
    ['any in catalog order', ['prefer', HEALTHY, ['ordered']]],
    ['in order [openai/"gpt-5-nano", groq/llama]', ['prefer', HEALTHY, ['chain', [{ provider: 'openai', model: 'gpt-5-nano' }, { provider: 'groq', model: 'llama' }]]]],
    ['any prefer provider is openai', ['prefer', HEALTHY, ['prefer', OPENAI, ['argmax']]]],
    ['any prefer provider is openai prefer provider is groq', ['prefer', HEALTHY, ['prefer', OPENAI, ['prefer', GROQ, ['argmax']]]]],
    ['any take 3', ['top_k', 3, ['prefer', HEALTHY, ['argmax']]]],
    ['any take 3 sample 1 prefer no_log', ['top_k', 3, ['prefer', HEALTHY, ['prefer', ['is', 'no_log'], ['sample', 1]]]]],
    ['any unguarded prefer healthy', ['prefer', HEALTHY, ['argmax']]],
    ['any select term ["top_k", 1, ["top_k", 2, ["argmax"]]]', ['top_k', 1, ['top_k', 2, ['argmax']]]],
    ['any prefer price_in > $1/Mtok', ['prefer', HEALTHY, ['prefer', ['and', ['cmp', 'price_in', 'gt', 1], ['cmp', 'price_in', 'lt', 1e308]], ['argmax']]]],
  ])('`%s`', (text, selector) => {
    expect(slot(text, 'selector')).toBe(normal(selector))
  })
})

describe('transforms', () => {
  // biome-ignore format: table
  test.each<[string, Term]>([
    ['', ['id']],
    ['set temperature = 0.2', ['set_param', 'temperature', 0.2]],
    ['set max_tokens = 4k', ['set_param', 'max_tokens', 4000]],
    ['set bias = -1.5', ['set_param', 'bias', -1.5]],
    ['set "top p" = "x"', ['set_param', 'top p', 'x']],
    ['set store = false', ['set_param', 'store', false]],
    ['limit temperature to 0..1', ['clamp_param', 'temperature', 0, 1]],
    ['limit x to -1..1', ['clamp_param', 'x', -1, 1]],
    ['jitter top_p by 0.1', ['jitter', 'top_p', 0.1]],
    ['seed seed from request', ['inject_seed', 'seed']],
    ['apply redact', ['custom', 'redact']],
    ['apply term ["id"]', ['id']],
    ['filter text [NFKC, "strip urls", { p: 0.5 }]', ['filter_text', ['NFKC', 'strip urls', { p: 0.5 }]]],
    ['filter image [strip_exif]', ['filter_image', ['strip_exif']]],
    ['timeout 22s', ['set_param', 'timeout_ms', 22_000]],
    ['timeout 22s, first token 10s', ['seq', ['set_param', 'timeout_ms', 22_000], ['set_param', 'first_token_timeout_ms', 10_000]]],
    ['when tier is partner: set store = true', ['when', ['tier_eq', 'partner'], ['set_param', 'store', true]]],
    ['when no_log: { set a = 1 set b = 2 }', ['when', ['is', 'no_log'], ['seq', ['set_param', 'a', 1], ['set_param', 'b', 2]]]],
    ['set b = 1 set a = 2', ['seq', ['set_param', 'b', 1], ['set_param', 'a', 2]]],
  ])('`%s`', (clauses, transform) => {
    expect(slot(`any ${clauses}`, 'transform')).toBe(normal(transform))
  })
})

const STANDARD: readonly (readonly [string, Record<string, string | number>])[] = [
  ['auth_error', { action: 'disable_provider' }],
  ['bad_request', { action: 'abort' }],
  ['content_filter', { action: 'abort' }],
  ['rate_limit', { action: 'next_candidate', open_breaker_ms: 30_000 }],
  ['stream_interrupted', { action: 'abort' }],
]

function plan(base: string, answers: Readonly<Record<string, unknown>>): Term {
  const all = base === 'next_candidate' ? Object.fromEntries(STANDARD) : {}
  return Object.entries({ ...all, ...answers }).reduce<Term>(
    (inner, [reason, action]) => ['override', inner, reason, action as Record<string, number>],
    ['always', { action: base }],
  )
}

describe('failure plans', () => {
  // biome-ignore format: table
  test.each<[string, Term]>([
    ['', plan('next_candidate', {})],
    ['fallback next', plan('next_candidate', {})],
    ['fallback stop', plan('abort', {})],
    ['on timeout stop', plan('next_candidate', { timeout: { action: 'abort' } })],
    ['on content_filter next', plan('next_candidate', { content_filter: { action: 'next_candidate' } })],
    ['on rate_limit next, cool 1m', plan('next_candidate', { rate_limit: { action: 'next_candidate', open_breaker_ms: 60_000 } })],
    ['on timeout same model elsewhere', plan('next_candidate', { timeout: { action: 'next_provider_same_model' } })],
    ['on payment_required disable provider', plan('next_candidate', { payment_required: { action: 'disable_provider' } })],
    ['on server_error retry 1 after 500ms then next', plan('next_candidate', { server_error: { action: 'retry_same', attempts: 1, backoff_ms: 500, then_action: 'next_candidate' } })],
    ['on network_error retry 2 after 200ms, 600ms then stop', plan('next_candidate', { network_error: { action: 'retry_same', attempts: 2, backoff_ms: [200, 600], then_action: 'abort' } })],
    ['on timeout retry 3 then same model elsewhere, cool 5s', plan('next_candidate', { timeout: { action: 'retry_same', attempts: 3, then_action: 'next_provider_same_model', open_breaker_ms: 5000 } })],
    ['fallback stop on timeout next', plan('abort', { timeout: { action: 'next_candidate' } })],
    ['on "my reason" stop', plan('next_candidate', { 'my reason': { action: 'abort' } })],
    ['fallback term ["always", {"action": "retry_same", "zz": 1}] on timeout stop', ['override', ['always', { action: 'retry_same', zz: 1 }], 'timeout', { action: 'abort' }]],
  ])('`%s`', (clauses, expected) => {
    expect(slot(`any ${clauses}`, 'plan')).toBe(normal(expected))
  })
})

test('a raw term can be the whole policy', () => {
  const raw = ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]]
  expect(term(`term ${JSON.stringify(raw)}`)).toEqual(raw)
})
