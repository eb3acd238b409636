import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retryAfterMs } from '../../src/route/retry-after.ts'
import { runs } from '../runs.ts'

const nowMs = Date.parse('2026-11-27T12:00:00Z')
const capMs = 3_600_000

function wait(headers: Record<string, string>, body?: unknown): number | undefined {
  const named = new Map(Object.entries(headers))
  return retryAfterMs({ header: (name) => named.get(name), body }, { nowMs, capMs })
}

describe('one header', () => {
  test.each([
    ['retry-after', '30', 30_000],
    ['retry-after', '0', 0],
    ['retry-after', '0.5', 500],
    ['retry-after', ' 7 ', 7000],
    ['retry-after', '1.0004', 1001],
    ['retry-after', 'Fri, 27 Nov 2026 12:00:10 GMT', 10_000],
    ['retry-after', 'Friday, 27-Nov-26 12:00:10 GMT', 10_000],
    ['retry-after', 'Fri Nov 27 12:00:10 2026', 10_000],
    ['retry-after', 'Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['retry-after', '999999999', capMs],
    ['retry-after', '-1', undefined],
    ['retry-after', '', undefined],
    ['retry-after', 'soon', undefined],
    ['retry-after', '1e3', undefined],
    ['retry-after', 'Infinity', undefined],
    ['retry-after', '2026', 2_026_000],
    ['retry-after', 'Fri, 99 Nov 2026 12:00:10 GMT', undefined],
    ['retry-after-ms', '494', 494],
    ['retry-after-ms', '20.5', 21],
    ['retry-after-ms', 'x', undefined],
    ['x-ratelimit-reset-requests', '1s', 1000],
    ['x-ratelimit-reset-requests', '6m0s', 360_000],
    ['x-ratelimit-reset-requests', '20ms', 20],
    ['x-ratelimit-reset-tokens', '1m0.052s', 60_052],
    ['x-ratelimit-reset-tokens', '1.57s', 1570],
    ['x-ratelimit-reset-tokens', '9m38.016s', 578_016],
    ['x-ratelimit-reset-tokens', '1h30m', capMs],
    ['x-ratelimit-reset-tokens', '9', 9000],
    ['x-ratelimit-reset-tokens', '', undefined],
    ['x-ratelimit-reset-tokens', 's', undefined],
    ['x-ratelimit-reset-tokens', '1s1m', undefined],
    ['anthropic-ratelimit-tokens-reset', '2026-11-27T12:00:42Z', 42_000],
    ['anthropic-ratelimit-input-tokens-reset', '2026-11-27T13:00:42+01:00', 42_000],
    ['anthropic-ratelimit-requests-reset', '2026-11-27T11:59:00Z', 0],
    ['anthropic-ratelimit-tokens-reset', '2026-11-27', undefined],
    ['x-ratelimit-reset', String(nowMs / 1000 + 5), 5000],
    ['x-ratelimit-reset', String(nowMs + 5000), 5000],
    ['x-ratelimit-reset', '5', 5000],
    ['x-ratelimit-reset', '1', 1000],
    ['x-ratelimit-reset', 'nonsense', undefined],
    ['ratelimit-reset', '12', 12_000],
    ['other', '12', undefined],
  ])('%s: %s', (name, value, expected) => {
    expect(wait({ [name]: value })).toBe(expected)
  })
})

describe('several headers', () => {
  test('milliseconds are finer than seconds', () => {
    // Seen at OpenAI: https://github.com/wrtnlabs/autobe/issues/136
    expect(
      wait({
        'retry-after': '1',
        'retry-after-ms': '494',
        'x-ratelimit-remaining-requests': '9999',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-requests': '6ms',
        'x-ratelimit-reset-tokens': '1m0.052s',
      }),
    ).toBe(494)
  })

  test('what cannot be read gives way to what can', () => {
    expect(wait({ 'retry-after-ms': 'x', 'retry-after': '2' })).toBe(2000)
    expect(wait({ 'retry-after': 'x', 'ratelimit-reset': '3' })).toBe(3000)
  })

  test('the limit that is used up is waited for', () => {
    const resets = { 'x-ratelimit-reset-requests': '20ms', 'x-ratelimit-reset-tokens': '8s' }
    expect(wait({ ...resets, 'x-ratelimit-remaining-requests': '0' })).toBe(20)
    expect(wait({ ...resets, 'x-ratelimit-remaining-tokens': '0' })).toBe(8000)
    expect(wait({ ...resets, 'x-ratelimit-remaining-tokens': '5' })).toBe(8000)
    expect(wait(resets)).toBe(8000)
  })
})

describe('bodies', () => {
  test('Gemini tells the delay in the details of its error', () => {
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.Help' },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.5s' },
    ]
    expect(wait({}, [{ error: { code: 429, details } }])).toBe(34_500)
    expect(wait({ 'retry-after': '1' }, { error: { details } })).toBe(1000)
  })

  test('OpenRouter repeats the header in its body', () => {
    // Seen at https://github.com/Gitlawb/openclaude/issues/936
    const headers = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(nowMs + 2000) }
    expect(wait({}, { error: { code: 429, metadata: { headers } } })).toBe(2000)
  })

  test.each([[null], ['text'], [[]], [{ error: { details: 'x', metadata: { headers: 1 } } }]])(
    '%j says nothing',
    (body) => expect(wait({}, body)).toBeUndefined(),
  )
})

test('whatever the headers hold, the wait is whole milliseconds from 0 to the cap', () => {
  const names = [
    'retry-after',
    'retry-after-ms',
    'x-ratelimit-reset',
    'x-ratelimit-reset-tokens',
    'x-ratelimit-remaining-tokens',
    'anthropic-ratelimit-tokens-reset',
    'ratelimit-reset',
  ]
  const value = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.integer().map((n) => `${n}s`),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (headers) => {
      const ms = wait({ ...headers })
      if (ms === undefined) return
      expect(Number.isInteger(ms)).toBe(true)
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThanOrEqual(capMs)
    }),
    runs(500),
  )
})
