import { createHash } from 'node:crypto'
import Anthropic from '@anthropic-ai/sdk'
import { describe, expect, test, vi } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openAnthropic, TARGETS } from './open-anthropic.ts'

const BODY = {
  model: 'policy:support',
  max_tokens: 500,
  messages: [{ role: 'user' as const, content: 'hi' }],
}

// biome-ignore format: table
const FAILURES = [
  ['policy:nobody',    [],        Anthropic.BadRequestError,          400, 'invalid_request_error', undefined],
  ['policy:strict',    [],        Anthropic.UnprocessableEntityError, 422, 'invalid_request_error', []],
  ['pin:alpha/small',  ['*=400'], Anthropic.BadRequestError,          400, 'invalid_request_error', [['alpha/small', 'bad_request']]],
  ['pin:claude/large', ['*=400'], Anthropic.BadRequestError,          400, 'invalid_request_error', [['claude/large', 'bad_request']]],
  ['pin:alpha/small',  ['*=429'], Anthropic.RateLimitError,           429, 'rate_limit_error',      [['alpha/small', 'rate_limit']]],
  ['pin:claude/large', ['*=429'], Anthropic.RateLimitError,           429, 'rate_limit_error',      [['claude/large', 'rate_limit']]],
  ['pin:claude/large', ['*=401'], Anthropic.InternalServerError,      502, 'api_error',             [['claude/large', 'auth_error']]],
  ['pin:claude/large', ['*=529'], Anthropic.InternalServerError,      502, 'api_error',             [['claude/large', 'server_error']]],
] as const

describe.each(FAILURES)('for %s after %j', (model, faults, throws, status, type, hops) => {
  test.each([false, true])('the client throws its own error, streaming: %j', async (stream) => {
    const lab = await room({ faults })
    const call = openAnthropic(lab).messages.create({ ...BODY, model, stream })
    const thrown = await call.catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(throws)
    expect(thrown).toMatchObject({ status, type })
    const outcome = hops?.length === 0 ? 'rejected' : 'exhausted'
    await expectReceipts(lab, hops === undefined ? [] : [{ outcome, hops }])
    expect(thrown).toHaveProperty('requestID', lab.receipts[0]?.id ?? expect.any(String))
  })
})

describe.each(TARGETS)('a stream of a provider that speaks $speaks', ({ model, candidate }) => {
  test.each(['cut', 'error', 'end', 'malformed'])('throws in its middle: %s', async (fault) => {
    const lab = await room({ faults: [`*=${fault}@4`] })
    const runner = openAnthropic(lab).messages.stream({ ...BODY, model })
    let text = ''
    runner.on('text', (delta) => {
      text += delta
    })
    const thrown = await runner.finalMessage().catch((error: unknown) => error)
    expect(text).toMatch(/^The sandbox/)
    expect(thrown).toBeInstanceOf(Anthropic.APIError)
    expect(thrown).toMatchObject({ type: 'api_error' })
    await expectReceipts(lab, [
      { outcome: 'incomplete', hops: [[candidate, 'stream_interrupted']] },
    ])
  })

  test('is left by the client in its middle', async () => {
    const lab = await room({ faults: ['*=stall@3'] })
    const runner = openAnthropic(lab).messages.stream({ ...BODY, model })
    runner.on('text', () => runner.abort())
    await expect(runner.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError)
    await expectReceipts(lab, [{ outcome: 'cancelled', hops: [[candidate]] }])
    await vi.waitFor(() => expect(lab.sandbox.counts()).toMatchObject({ open: 0, aborted: 1 }))
  })
})

test('a client comes again when a rate limit is over', async () => {
  const lab = await room({ faults: ['claude=429@1:x1'] })
  const client = openAnthropic(lab, { maxRetries: 1 })
  await client.messages.create({ ...BODY, model: 'policy:claude' })
  await expectReceipts(lab, [
    { outcome: 'exhausted', hops: [['claude/large', 'rate_limit']] },
    { hops: [['claude/large']] },
  ])
})

describe('a router that tells callers apart', () => {
  const digest = createHash('sha256').update('team-key').digest('hex')
  const callers = { callers: [{ name: 'team', keys: [`sha256:${digest}`] }] }

  test.each([{ apiKey: 'team-key' }, { apiKey: null, authToken: 'team-key' }])(
    'answers whoever has a key: %j',
    async (credentials) => {
      const lab = await room({ callers })
      await openAnthropic(lab, credentials).messages.create({ ...BODY, model: 'policy:claude' })
      expect(lab.calls[0]?.headers).toMatchObject({ 'x-api-key': 'secret-of-claude' })
      expect(lab.calls[0]?.headers).not.toHaveProperty('authorization')
      await expectReceipts(lab, [{ hops: [['claude/large']] }])
    },
  )

  test('has the client throw its own error for a wrong one', async () => {
    const lab = await room({ callers })
    const call = openAnthropic(lab, { apiKey: 'other-key' }).messages.create(BODY)
    await expect(call).rejects.toBeInstanceOf(Anthropic.AuthenticationError)
    await expectReceipts(lab, [])
  })
})
