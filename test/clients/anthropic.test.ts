import Anthropic from '@anthropic-ai/sdk'
import { describe, expect, test } from 'vitest'
import { chatRequestOfMessages } from '../../src/route/anthropic/chat-request-of-messages.ts'
import { messageOfChatCompletion } from '../../src/route/anthropic/message-of-chat-completion.ts'
import { messagesErrorBody } from '../../src/route/anthropic/upstream-error.ts'
import { dataOf, messagesSse } from '../route/anthropic/stream.ts'
import { type Answer, fixture, streamed, stub } from './upstream.ts'

const HI = {
  model: 'policy:x',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'hi' }],
}

const TARGET = { model: 'm', limitMember: 'max_tokens', reasons: false } as const

/** The client of Anthropic, in front of what a chat model answers. */
function clientOf(answer: Answer) {
  const upstream = stub(answer)
  const client = new Anthropic({
    apiKey: 'none',
    baseURL: 'http://router',
    maxRetries: 0,
    fetch: upstream.fetch,
  })
  return { client, bodies: upstream.bodies }
}

const whole = (name: string) => () => {
  const found = messageOfChatCompletion(JSON.parse(fixture(`completions/${name}.json`)))
  return Response.json(found.ok ? found.value : found.error)
}

const stream = (name: string) => () =>
  streamed(messagesSse(dataOf(fixture(`chat-streams/${name}.sse`))))

describe('the client of Anthropic', () => {
  test('reads an answer', async () => {
    const { client, bodies } = clientOf(whole('text'))
    const message = await client.messages.create(HI)
    expect(message.content).toEqual([{ type: 'text', text: 'Hello! How can I assist you today?' }])
    expect(message.usage).toMatchObject({ input_tokens: 495, cache_read_input_tokens: 1024 })
    expect(chatRequestOfMessages(bodies[0], TARGET)).toMatchObject({
      ok: true,
      value: { dropped: [] },
    })
  })

  test('builds the text of a stream', async () => {
    const { client } = clientOf(stream('text'))
    const runner = client.messages.stream(HI)
    const texts: string[] = []
    runner.on('text', (text) => texts.push(text))
    const message = await runner.finalMessage()
    expect(texts).toEqual(['Grüße', ' 👋!'])
    expect(message).toMatchObject({
      stop_reason: 'end_turn',
      content: [{ type: 'text', text: 'Grüße 👋!' }],
      usage: { input_tokens: 10, cache_read_input_tokens: 20, output_tokens: 9 },
    })
  })

  test('builds parallel calls from a stream, block by block', async () => {
    const { client } = clientOf(stream('tools'))
    const runner = client.messages.stream(HI)
    const blocks: unknown[] = []
    runner.on('contentBlock', (block) => blocks.push(block))
    const message = await runner.finalMessage()
    expect(message.stop_reason).toBe('tool_use')
    expect(message.content).toMatchObject([
      { type: 'text', text: 'I look.' },
      { type: 'tool_use', id: 'call_a', input: { location: 'Paris' } },
      { type: 'tool_use', id: 'call_b', input: { location: 'London' } },
      { type: 'tool_use', id: 'call_c', input: {} },
    ])
    expect(JSON.parse(JSON.stringify(blocks))).toEqual(JSON.parse(JSON.stringify(message.content)))
  })

  test('builds thoughts from a stream, and carries them back to who had them', async () => {
    const { client, bodies } = clientOf(stream('reasoning'))
    const { content } = await client.messages.stream(HI).finalMessage()
    const messages = [...HI.messages, { role: 'assistant' as const, content }, ...HI.messages]
    await client.messages.stream({ ...HI, messages }).finalMessage()
    expect(chatRequestOfMessages(bodies[1], TARGET)).toMatchObject({
      value: {
        body: {
          messages: [{}, { content: '12231', reasoning_content: '27 * 453 = 12231' }, {}],
        },
      },
    })
  })

  test.each(['failed', 'cut'])('fails on the stream %s', async (name) => {
    const { client } = clientOf(stream(name))
    await expect(client.messages.stream(HI).finalMessage()).rejects.toBeInstanceOf(
      Anthropic.APIError,
    )
  })

  test.each([
    [400, Anthropic.BadRequestError, 'invalid_request_error'],
    [401, Anthropic.AuthenticationError, 'authentication_error'],
    [404, Anthropic.NotFoundError, 'not_found_error'],
    [422, Anthropic.UnprocessableEntityError, 'invalid_request_error'],
    [429, Anthropic.RateLimitError, 'rate_limit_error'],
    [502, Anthropic.InternalServerError, 'api_error'],
  ])('throws its own error for a status of %d', async (status, type, name) => {
    const body = messagesErrorBody({ status, message: 'no candidate passes' })
    const { client } = clientOf(() => Response.json(body, { status }))
    const error = await client.messages.create(HI).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(type)
    expect(error).toMatchObject({ status, type: name })
  })
})
