import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyResponse } from '../../../src/route/classify/classify-response.ts'
import { FAILURE_CODES } from '../../../src/route/failure.ts'
import { runs } from '../../runs.ts'

const FOLDER = 'fixtures/route/errors'

interface ErrorCase {
  readonly what: string
  /** Where a body of that shape was seen. */
  readonly seen: string
  readonly status: number
  readonly body: unknown
  readonly reason: string
  readonly code: string
}

const cases = readdirSync(FOLDER).flatMap((file) => {
  const read: readonly ErrorCase[] = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'))
  return read.map((each) => ({ provider: file.replace('.json', ''), ...each }))
})

function classify(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return classifyResponse({ status, body: new TextEncoder().encode(text) })
}

describe('bodies of providers', () => {
  test.each(cases)('$provider: $what', ({ status, body, reason, code }) => {
    expect(classify(status, body)).toEqual({ reason, code, status })
  })

  test('every case says where it was seen', () => {
    expect(cases.filter(({ seen }) => !/^https:\/\//.test(seen))).toEqual([])
  })

  test('the order of members does not matter', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, inner]) => [key, reversed(inner)])
          .reverse(),
      )
    }
    for (const { status, body, reason, code } of cases) {
      expect(classify(status, reversed(body))).toEqual({ reason, code, status })
    }
  })
})

describe('statuses without a body', () => {
  test.each([
    [301, 'bad_response', 'redirected'],
    [400, 'bad_request', 'bad_request'],
    [401, 'auth_error', 'key_rejected'],
    [402, 'payment_required', 'quota_exhausted'],
    [403, 'auth_error', 'access_denied'],
    [404, 'model_unavailable', 'model_missing'],
    [405, 'bad_request', 'bad_request'],
    [408, 'timeout', 'provider_timeout'],
    [409, 'server_error', 'provider_error'],
    [410, 'model_unavailable', 'model_missing'],
    [413, 'bad_request', 'bad_request'],
    [418, 'bad_request', 'bad_request'],
    [422, 'bad_request', 'bad_request'],
    [425, 'server_error', 'provider_error'],
    [429, 'rate_limit', 'rate_limited'],
    [500, 'server_error', 'provider_error'],
    [502, 'server_error', 'provider_error'],
    [503, 'server_error', 'provider_error'],
    [504, 'timeout', 'provider_timeout'],
    [520, 'server_error', 'provider_error'],
    [524, 'server_error', 'provider_error'],
    [528, 'server_error', 'provider_error'],
    [529, 'server_error', 'overloaded'],
    [101, 'unknown', 'unexplained'],
  ])('%i', (status, reason, code) => {
    expect(classify(status, '')).toEqual({ reason, code, status })
  })
})

describe('words against codes', () => {
  test('the words of a full account are no proof of one at 429', () => {
    const message = 'You exceeded your current quota, please check your plan and billing details.'
    expect(classify(429, { error: { code: 429, message, status: 'RESOURCE_EXHAUSTED' } })).toEqual({
      reason: 'rate_limit',
      code: 'rate_limited',
      status: 429,
    })
  })

  test('words about the context are not believed where the server broke', () => {
    const message = 'could not compute the maximum context length'
    expect(classify(500, { error: { message } }).reason).toBe('server_error')
  })
})

describe('bodies of any shape', () => {
  test('a secret in a body is nowhere in what is told of it', () => {
    const told = JSON.stringify(
      classify(401, {
        error: { message: 'Incorrect API key provided: sk-secret', code: 'sk-secret' },
      }),
    )
    expect(told).not.toContain('secret')
  })

  test.each([
    ['deep lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['deep errors', `${'{"error":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['long words', JSON.stringify({ error: { message: 'model '.repeat(40_000) } })],
    ['a long name', JSON.stringify({ error: { message: `model ${'a'.repeat(200_000)}` } })],
    ['many entries', JSON.stringify({ errors: Array(50_000).fill({ message: 'x' }) })],
    ['inherited names', '{"__proto__":{"code":"insufficient_quota"},"constructor":1}'],
    ['bytes that are no text', '\ufffd\u0000'],
  ])('%s are read in bounded time and told by the status', (_, body) => {
    expect(classify(400, body).reason).toBe('bad_request')
  })

  test('whatever comes is told in codes of the closed set', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
        const failure = classify(status, body)
        expect(failure.reason).toBe(FAILURE_CODES[failure.code])
        expect(Object.keys(failure).sort()).toEqual(['code', 'reason', 'status'])
      }),
      runs(200),
    )
  })
})
