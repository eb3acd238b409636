import { expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const MESSAGES = [{ role: 'user' as const, content: 'hi' }]

type Seen = readonly [status: number, retryAfter: string | null, retryAfterMs: string | null]

/** Notes what the client reads of each response, before the client does. */
function watched(onResponse: (status: number) => void = () => undefined) {
  const seen: Seen[] = []
  return {
    seen,
    fetch: async (url: string | URL | Request, init?: RequestInit) => {
      const response = await fetch(url, init)
      const { status, headers } = response
      seen.push([status, headers.get('retry-after'), headers.get('retry-after-ms')])
      onResponse(status)
      return response
    },
  }
}

test.each([false, true])(
  'a client comes again when the first of the rate limits is over, streaming: %j',
  async (stream) => {
    const lab = await room({ faults: ['alpha=429@2:x1', 'beta=429@1:x1'] })
    const { seen, fetch } = watched()
    const { completions } = openOpenAi(lab, { maxRetries: 2, fetch }).chat
    const answer = await completions.create({ model: 'family:small', messages: MESSAGES, stream })
    if (Symbol.asyncIterator in answer) for await (const _ of answer);
    expect(seen).toEqual([
      [429, '1', '1000'],
      [200, null, null],
    ])
    await expectReceipts(lab, [
      {
        outcome: 'exhausted',
        hops: [
          ['alpha/small', 'rate_limit'],
          ['beta/small', 'rate_limit'],
        ],
      },
      { hops: [['alpha/small']] },
    ])
  },
)

test('a client comes again to a router that has as much to do as it may', async () => {
  const lab = await room({ faults: ['alpha=stall@3:x1'], rules: { maxConcurrent: 1 } })
  const body = { model: 'policy:support', messages: MESSAGES }
  const first = await openOpenAi(lab).chat.completions.create({ ...body, stream: true })
  const { seen, fetch } = watched((status) => {
    if (status === 503) first.controller.abort()
  })
  await openOpenAi(lab, { maxRetries: 1, fetch }).chat.completions.create(body)
  expect(seen).toEqual([
    [503, '1', '1000'],
    [200, null, null],
  ])
  await expectReceipts(lab, [
    { outcome: 'cancelled', hops: [['alpha/small']] },
    { hops: [['alpha/small']] },
  ])
})

test('a client does not come again with what is wrong each time', async () => {
  const lab = await room()
  const { seen, fetch } = watched()
  const body = { model: 'policy:strict', messages: MESSAGES }
  const call = openOpenAi(lab, { maxRetries: 2, fetch }).chat.completions.create(body)
  await expect(call).rejects.toMatchObject({ status: 422 })
  expect(seen).toHaveLength(1)
  await expectReceipts(lab, [{ outcome: 'rejected', hops: [] }])
})
