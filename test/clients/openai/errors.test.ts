import { createHash } from 'node:crypto'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { expectReceipts, type ReceiptFacts, room } from '../room.ts'
import { openOpenAi, TARGETS } from './open-openai.ts'

const BODY = { model: 'policy:support', messages: [{ role: 'user' as const, content: 'hi' }] }

/** One call of every kind of failure, alike whole and as a stream. */
const FAILURES: readonly {
  readonly faults: readonly string[]
  readonly model?: string
  readonly throws: new (...parts: never) => Error
  readonly is: object
  readonly receipts: readonly ReceiptFacts[]
}[] = [
  {
    faults: [],
    model: 'policy:nobody',
    throws: OpenAI.BadRequestError,
    is: { status: 400, code: 'unknown_policy', type: 'invalid_request_error', param: 'model' },
    receipts: [],
  },
  {
    faults: ['alpha=400'],
    throws: OpenAI.BadRequestError,
    is: { status: 400, code: 'bad_request', type: 'invalid_request_error' },
    receipts: [{ outcome: 'exhausted', hops: [['alpha/small', 'bad_request']] }],
  },
  {
    faults: ['alpha=filter'],
    throws: OpenAI.BadRequestError,
    is: { status: 400, code: 'content_filter' },
    receipts: [{ outcome: 'exhausted', hops: [['alpha/small', 'content_filter']] }],
  },
  {
    faults: ['*=overflow'],
    model: 'family:small',
    throws: OpenAI.BadRequestError,
    is: { status: 400, code: 'context_length_exceeded' },
    receipts: [{ outcome: 'exhausted', hops: [['alpha/small', 'context_overflow']] }],
  },
  {
    faults: [],
    model: 'policy:strict',
    throws: OpenAI.UnprocessableEntityError,
    is: { status: 422, code: 'no_candidate' },
    receipts: [{ outcome: 'rejected', hops: [] }],
  },
  {
    faults: ['*=429'],
    model: 'family:small',
    throws: OpenAI.RateLimitError,
    is: { status: 429, code: 'rate_limited', type: 'rate_limit_error' },
    receipts: [
      {
        outcome: 'exhausted',
        hops: [
          ['alpha/small', 'rate_limit'],
          ['beta/small', 'rate_limit'],
        ],
      },
    ],
  },
  {
    faults: ['*=401'],
    model: 'pin:alpha/small',
    throws: OpenAI.InternalServerError,
    is: { status: 502, code: 'upstream_credential' },
    receipts: [{ outcome: 'exhausted', hops: [['alpha/small', 'auth_error']] }],
  },
  {
    faults: ['*=500'],
    model: 'pin:alpha/small',
    throws: OpenAI.InternalServerError,
    is: { status: 502, code: 'upstream_failed', type: 'api_error' },
    receipts: [{ outcome: 'exhausted', hops: [['alpha/small', 'server_error']] }],
  },
]

describe.each(FAILURES)(
  '$is after $faults for $model',
  ({ faults, model, throws, is, receipts }) => {
    test.each([false, true])('is thrown by the client, streaming: %j', async (stream) => {
      const lab = await room({ faults })
      const call = openOpenAi(lab).chat.completions.create({
        ...BODY,
        ...(model !== undefined && { model }),
        stream,
      })
      const thrown = await call.catch((error: unknown) => error)
      expect(thrown).toBeInstanceOf(throws)
      expect(thrown).toMatchObject(is)
      await expectReceipts(lab, receipts)
      expect(thrown).toHaveProperty('requestID', lab.receipts[0]?.id ?? expect.any(String))
    })
  },
)

describe.each(TARGETS)('a stream of a provider that speaks $speaks', ({ model, candidate }) => {
  test.each(['cut', 'error', 'end', 'malformed'])('throws in its middle: %s', async (fault) => {
    const lab = await room({ faults: [`*=${fault}@4`] })
    const stream = await openOpenAi(lab).chat.completions.create({ ...BODY, model, stream: true })
    let text = ''
    const read = async () => {
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? ''
    }
    const thrown = await read().catch((error: unknown) => error)
    expect(text).toMatch(/^The sandbox/)
    expect(thrown).toBeInstanceOf(OpenAI.APIError)
    await expectReceipts(lab, [
      { outcome: 'incomplete', hops: [[candidate, 'stream_interrupted']] },
    ])
    const [receipt] = lab.receipts
    expect(thrown).toMatchObject({ code: 'upstream_failed', requestID: receipt?.id })
  })
})

describe('a router that tells callers apart', () => {
  const digest = createHash('sha256').update('team-key').digest('hex')
  const callers = { callers: [{ name: 'team', keys: [`sha256:${digest}`] }] }

  test('answers whoever has a key', async () => {
    const lab = await room({ callers })
    await openOpenAi(lab, { apiKey: 'team-key' }).chat.completions.create(BODY)
    await expectReceipts(lab, [{ hops: [['alpha/small']] }])
    expect(lab.calls[0]?.headers.authorization).toBe('Bearer secret-of-alpha')
  })

  test('has the client throw its own error for a wrong one', async () => {
    const lab = await room({ callers })
    const call = openOpenAi(lab, { apiKey: 'other-key' }).chat.completions.create(BODY)
    const thrown = await call.catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(OpenAI.AuthenticationError)
    expect(thrown).toMatchObject({ status: 401, code: 'unknown_caller' })
    expect(String(thrown)).not.toContain('other-key')
    await expectReceipts(lab, [])
  })
})

test('a path that is none throws the error for it', async () => {
  const lab = await room()
  const call = openOpenAi(lab).moderations.create({ input: 'hi' })
  await expect(call).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  await expectReceipts(lab, [])
})
