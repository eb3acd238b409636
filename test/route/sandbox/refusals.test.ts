import { describe, expect, test } from 'vitest'
import { ask, CALLS, CATALOG, withSandbox } from './ask.ts'

const [CHAT, HI] = CALLS.chat
const [MESSAGES, HELLO] = CALLS.messages

describe('a provider of OpenAI’s kind refuses', () => {
  test.each([
    [
      'a model that it does not serve',
      CHAT,
      { ...HI, model: 'claude-haiku-4.5' },
      404,
      'model_not_found',
    ],
    [
      'a model that nobody serves',
      '/v1/chat/completions',
      { ...HI, model: 'constructor' },
      404,
      'model_not_found',
    ],
    ['a call without a model', CHAT, { messages: [] }, 400, 'missing_required_parameter'],
    ['a call without messages', CHAT, { model: 'gpt-5' }, 400, 'missing_required_parameter'],
    ['an empty list of messages', CHAT, { ...HI, messages: [] }, 400, null],
    ['a message without a role', CHAT, { ...HI, messages: [{ content: 'x' }] }, 400, null],
    ['a limit of no tokens', CHAT, { ...HI, max_tokens: 0 }, 400, null],
    ['what is no JSON', CHAT, '{"model":', 400, null],
    ['what is no object', CHAT, '[1]', 400, null],
    [
      'more than the context holds',
      CHAT,
      { ...HI, max_tokens: 400_000 },
      400,
      'context_length_exceeded',
    ],
    [
      'a prompt longer than the context',
      '/groq/v1/chat/completions',
      { model: 'llama-3.3-70b', messages: [{ role: 'user', content: 'x'.repeat(600_000) }] },
      400,
      'context_length_exceeded',
    ],
    ['an embedding of nothing', '/v1/embeddings', { model: 'gpt-5', input: '' }, 400, null],
    [
      'embeddings of too many dimensions',
      '/v1/embeddings',
      { model: 'gpt-5', input: 'x', dimensions: 1e9 },
      400,
      null,
    ],
    [
      'a response to nothing',
      '/v1/responses',
      { model: 'gpt-5' },
      400,
      'missing_required_parameter',
    ],
    ['an interface of another', '/openai/v1/messages', HELLO, 404, 'unknown_url'],
    ['a path that is none', '/openai/v1/chat', HI, 404, 'unknown_url'],
    [
      'a provider that is not in the catalog',
      '/nobody/v1/chat/completions',
      HI,
      404,
      'unknown_url',
    ],
    ['a name that cannot be decoded', '/%ff/v1/chat/completions', HI, 404, 'unknown_url'],
  ])('%s', async (_, path, body, status, code) => {
    await withSandbox({}, async ({ url }) => {
      const outcome = await ask(url + path, body)
      expect(JSON.parse(outcome.text)).toMatchObject({
        error: { message: expect.stringMatching(/./), type: 'invalid_request_error', code },
      })
      expect(outcome.status).toBe(status)
      expect(outcome.headers['x-unhardcoded-sandbox']).toBe('1')
    })
  })
})

test('a body that is too large is refused, over a connection that stays', async () => {
  await withSandbox({}, async ({ url }) => {
    const outcome = await ask(url + CHAT, 'x'.repeat(65_000_000))
    expect([outcome.status, outcome.end]).toEqual([413, 'whole'])
  })
})

describe('Anthropic refuses', () => {
  test.each([
    [
      'a model that it does not serve',
      { ...HELLO, model: 'gpt-5' },
      404,
      'not_found_error',
      'model not found',
    ],
    [
      'a call without a limit of tokens',
      { ...HELLO, max_tokens: undefined },
      400,
      'invalid_request_error',
      "Missing required parameter: 'max_tokens'.",
    ],
    [
      'a limit that the context does not hold',
      { ...HELLO, max_tokens: 200_000 },
      400,
      'invalid_request_error',
      'input length and `max_tokens` exceed context limit: 5 + 200000 > 200000',
    ],
    [
      'a prompt that is too long',
      { ...HELLO, system: 'x'.repeat(900_000) },
      400,
      'invalid_request_error',
      'prompt is too long: 225009 tokens > 200000 maximum',
    ],
  ])('%s', async (_, body, status, type, message) => {
    await withSandbox({}, async ({ url }) => {
      const outcome = await ask(url + MESSAGES, body)
      expect(JSON.parse(outcome.text)).toMatchObject({
        type: 'error',
        error: { type, message: expect.stringContaining(message) },
      })
      expect(outcome.status).toBe(status)
    })
  })
})

describe('a key', () => {
  test('is not needed, unless it is asked for', async () => {
    await withSandbox({}, async ({ url }) => {
      expect((await ask(url + CHAT, HI)).status).toBe(200)
    })
    await withSandbox({ requireKey: true }, async ({ url }) => {
      expect((await ask(url + CHAT, HI)).status).toBe(401)
      expect((await ask(url + CHAT, HI, { authorization: 'Bearer any' })).status).toBe(200)
      expect((await ask(url + MESSAGES, HELLO)).text).toContain('authentication_error')
      expect((await ask(url + MESSAGES, HELLO, { 'x-api-key': 'any' })).status).toBe(200)
    })
  })
})

describe('a model is found', () => {
  test.each([
    ['/v1/chat/completions', 'gpt-5', 'gpt-5-2025-08-07'],
    ['/v1/chat/completions', 'openai/gpt-5', 'gpt-5-2025-08-07'],
    ['/v1/chat/completions', 'claude-haiku-4.5', 'claude-haiku-4-5'],
    ['/groq/v1/chat/completions', 'kimi-k2', 'moonshotai/kimi-k2-instruct'],
    ['/groq/v1/chat/completions', 'moonshotai/kimi-k2-instruct', 'moonshotai/kimi-k2-instruct'],
  ])('at %s by %s', async (path, model, served) => {
    await withSandbox({}, async ({ url }) => {
      expect(JSON.parse((await ask(url + path, { ...HI, model })).text).model).toBe(served)
    })
  })

  test('in the list of its provider', async () => {
    await withSandbox({}, async ({ url }) => {
      const list = async (path: string) => (await fetch(url + path)).json()
      expect(await list('/openai/v1/models')).toMatchObject({
        data: [{ id: 'gpt-5-nano-2025-08-07' }, { id: 'gpt-5-2025-08-07', owned_by: 'openai' }],
      })
      expect(await list('/anthropic/v1/models')).toMatchObject({
        data: [{ type: 'model', id: 'claude-haiku-4-5' }, {}],
        has_more: false,
      })
      expect(await list('/v1/models')).toMatchObject({
        data: Object.keys(CATALOG.models).map((id) => ({ id })),
      })
    })
  })
})
