import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { embedMany, generateText, type LanguageModel } from 'ai'
import { expect, test } from 'vitest'
import type { Lab } from '../../route/server/lab.ts'
import { expectReceipts, room } from '../room.ts'

const POLICY = 'cheapest where context >= 100k'

const KEY = { apiKey: 'none' }

/** Puts the policy into every body: for providers that send nothing they do not know. */
const withPolicy: typeof fetch = (url, init) => {
  const body = { ...JSON.parse(String(init?.body)), policy: POLICY }
  return fetch(url, { ...init, body: JSON.stringify(body) })
}

const WAYS: readonly (readonly [way: string, open: (lab: Lab) => LanguageModel])[] = [
  [
    'transformRequestBody of openai-compatible',
    ({ url }) =>
      createOpenAICompatible({
        ...KEY,
        name: 'router',
        baseURL: url,
        transformRequestBody: (body) => ({ ...body, policy: POLICY }),
      })('any'),
  ],
  [
    'fetch of openai, chat',
    ({ url }) => createOpenAI({ ...KEY, baseURL: url, fetch: withPolicy }).chat('any'),
  ],
  [
    'fetch of openai, responses',
    ({ url }) => createOpenAI({ ...KEY, baseURL: url, fetch: withPolicy }).responses('any'),
  ],
  [
    'fetch of anthropic',
    ({ url }) => createAnthropic({ ...KEY, baseURL: url, fetch: withPolicy })('any'),
  ],
]

test.each(WAYS)('a policy is sent by %s', async (_, open) => {
  const lab = await room()
  await generateText({ model: open(lab), maxOutputTokens: 500, prompt: 'hi' })
  await expectReceipts(lab, [{ hops: [['beta/large']] }])
})

test('a policy is sent by the options of one call, through openai-compatible', async () => {
  const lab = await room()
  const router = createOpenAICompatible({ ...KEY, name: 'router', baseURL: lab.url })
  const providerOptions = { router: { policy: POLICY } }
  await generateText({ model: router('any'), prompt: 'hi', providerOptions })
  await expectReceipts(lab, [{ hops: [['beta/large']] }])
})

test.each([
  [
    'openai-compatible',
    ({ url }: Lab) =>
      createOpenAICompatible({ ...KEY, name: 'router', baseURL: url }).embeddingModel(
        'policy:support',
      ),
  ],
  [
    'openai',
    ({ url }: Lab) => createOpenAI({ ...KEY, baseURL: url }).embeddingModel('policy:support'),
  ],
])('vectors come through %s', async (_, open) => {
  const lab = await room()
  const { embeddings, usage } = await embedMany({ model: open(lab), values: ['one', 'two'] })
  expect(embeddings.map(({ length }) => length)).toEqual([1536, 1536])
  expect(usage.tokens).toBe(2)
  await expectReceipts(lab, [{ hops: [['alpha/small']] }])
})
