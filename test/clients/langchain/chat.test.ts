import { OpenAIEmbeddings } from '@langchain/openai'
import { describe, expect, test, vi } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { CHATS, chatAnthropic, chatOpenAi } from './open-chat.ts'

describe.each(CHATS)('$by of LangChain, asked for $model', ({ model, candidate, open }) => {
  test('is answered', async () => {
    const lab = await room()
    const message = await open(lab, model).invoke('hi')
    expect(message.text).toMatch(/^The sandbox/)
    await expectReceipts(lab, [{ hops: [[candidate]] }])
    const { input, output } = lab.receipts[0]?.usage ?? {}
    expect(message).toMatchObject({
      usage_metadata: { input_tokens: input, output_tokens: output },
    })
  })

  test('streams', async () => {
    const lab = await room()
    let text = ''
    let chunks = 0
    for await (const chunk of await open(lab, model).stream('hi')) {
      text += chunk.text
      chunks += 1
    }
    expect(text).toMatch(/^The sandbox .*\.$/)
    expect(chunks).toBeGreaterThan(10)
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('throws what the router says', async () => {
    const lab = await room()
    await expect(open(lab, 'policy:strict').invoke('hi')).rejects.toThrow(
      /None of \d candidates passes the policy/,
    )
    await expectReceipts(lab, [{ outcome: 'rejected', hops: [] }])
  })

  test('throws in the middle of a stream that fails', async () => {
    const lab = await room({ faults: ['*=cut@4'] })
    let text = ''
    const read = async () => {
      for await (const chunk of await open(lab, model).stream('hi')) text += chunk.text
    }
    await expect(read()).rejects.toThrow(/The answer broke off/)
    expect(text).toMatch(/^The sandbox/)
    await expectReceipts(lab, [
      { outcome: 'incomplete', hops: [[candidate, 'stream_interrupted']] },
    ])
  })

  test('leaves no call behind when it is aborted', async () => {
    const lab = await room({ faults: ['*=stall@3'] })
    const leaving = new AbortController()
    const read = async () => {
      const stream = await open(lab, model).stream('hi', { signal: leaving.signal })
      for await (const chunk of stream) if (chunk.text !== '') leaving.abort()
    }
    await read().catch(() => undefined)
    await expectReceipts(lab, [{ outcome: 'cancelled', hops: [[candidate]] }])
    await vi.waitFor(() => expect(lab.sandbox.counts()).toMatchObject({ open: 0, aborted: 1 }))
  })
})

const FIRST_FAILS = CHATS.filter(({ candidate }) => candidate === 'alpha/small')

test.each(FIRST_FAILS)(
  '$by sees only the good answer where providers fail',
  async ({ model, open }) => {
    const lab = await room({ faults: ['alpha=429', 'beta=reset:/2'] })
    const { text } = await open(lab, model).invoke('hi')
    const chunks: string[] = []
    for await (const chunk of await open(lab, model).stream('hi')) chunks.push(chunk.text)
    for (const each of [text, chunks.join('')]) {
      expect(each).toMatch(/^The sandbox .* answers for (?:small|large) of beta.*\.$/)
    }
    await expectReceipts(lab, [
      { hops: [['alpha/small', 'rate_limit'], ['beta/small']] },
      { hops: [['beta/small', 'network_error'], ['beta/large']] },
    ])
  },
)

test.each([
  ['modelKwargs of ChatOpenAI', chatOpenAi],
  ['invocationKwargs of ChatAnthropic', chatAnthropic],
])('a policy is sent by %s', async (_, open) => {
  const lab = await room()
  const chat = open(lab, 'any', { policy: 'cheapest where context >= 100k' })
  await chat.invoke('hi')
  for await (const _ of await chat.stream('hi'));
  await expectReceipts(lab, [{ hops: [['beta/large']] }, { hops: [['beta/large']] }])
})

test('vectors come through LangChain', async () => {
  const lab = await room()
  const embeddings = new OpenAIEmbeddings({
    apiKey: 'none',
    model: 'policy:support',
    configuration: { baseURL: lab.url },
  })
  const vectors = await embeddings.embedDocuments(['one', 'two'])
  expect(vectors.map(({ length }) => length)).toEqual([1536, 1536])
  await expectReceipts(lab, [{ hops: [['alpha/small']] }])
})
