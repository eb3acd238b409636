import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { errorBody } from '../../src/route/dialect/client-error.ts'
import type { Surface } from '../../src/route/dialect/spoken-api.ts'
import { streamAnswer } from '../../src/route/dialect/stream-answer.ts'
import { trailer } from '../../src/route/dialect/trailer.ts'
import { ANTHROPIC, OPENAI } from '../route/dialect/calls.ts'
import { type Answer, fixture, streamed, stub } from './upstream.ts'

const MESSAGES = [{ role: 'user' as const, content: 'hi' }]

const ERROR = { code: 'upstream_failed', message: 'No provider answered.' } as const

const X_ROUTER = '{"attempts":1}'

function openai(answer: Answer): OpenAI {
  return new OpenAI({ apiKey: 'none', baseURL: 'http://r/v1', maxRetries: 0, ...stub(answer) })
}

function anthropic(answer: Answer): Anthropic {
  const { fetch } = stub(answer)
  return new Anthropic({ apiKey: 'none', baseURL: 'http://r', maxRetries: 0, fetch })
}

/** The stream of a target as a client of the surface gets it: whole, or up to where it fails. */
function over(surface: Surface, stream: string, until: 'the end' | 'a failure'): string {
  const target = stream.startsWith('event: message_start') ? ANTHROPIC : OPENAI
  const bridge = streamAnswer(surface, target, { usageFor: 'client', createdSeconds: 1 })
  const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
  let sent = ''
  for (const item of bridge.push(new TextEncoder().encode(stream))) {
    if (item.kind === 'fault') throw new Error(item.failure.code)
    if (until === 'a failure' && item.kind === 'done') break
    if (item.kind === 'done') sent += text(trailer(X_ROUTER))
    sent += text(item.bytes)
  }
  if (until === 'the end') return sent
  return sent.slice(0, sent.lastIndexOf('\n\n') + 2) + text(bridge.errorEvent(ERROR))
}

const CHAT = fixture('chat-streams/text.sse')
const MESSAGE = fixture('message-streams/text.sse')
const RESPONSE = fixture('../streams/responses/text.sse')

describe.each([
  ['as it came', CHAT],
  ['translated', MESSAGE],
])('the client of OpenAI, of a chat stream %s', (_, stream) => {
  const runner = (until: 'the end' | 'a failure') =>
    openai(() => streamed(over('chat', stream, until))).chat.completions.stream({
      model: 'm',
      messages: MESSAGES,
    })

  test('reads the text and passes over the trailer', async () => {
    expect(await runner('the end').finalContent()).toBe('Grüße 👋!')
  })

  test('throws what the router says in it', async () => {
    await expect(runner('a failure').finalMessage()).rejects.toMatchObject({
      code: 'upstream_failed',
      type: 'api_error',
      error: { message: 'No provider answered.' },
    })
  })
})

describe('the client of OpenAI, of a streamed response', () => {
  async function typesOf(until: 'the end' | 'a failure'): Promise<readonly string[]> {
    const client = openai(() => streamed(over('responses', RESPONSE, until)))
    const events = await client.responses.create({ model: 'm', input: 'hi', stream: true })
    const types: string[] = []
    for await (const { type } of events) types.push(type)
    return types
  }

  test('reads it and passes over the trailer', async () => {
    expect((await typesOf('the end')).at(-1)).toBe('response.completed')
  })

  test('throws what the router says in it', async () => {
    await expect(typesOf('a failure')).rejects.toMatchObject({
      code: 'upstream_failed',
      error: { message: 'No provider answered.' },
    })
  })
})

describe.each([
  ['as it came', MESSAGE],
  ['translated', CHAT],
])('the client of Anthropic, of a streamed message %s', (_, stream) => {
  const runner = (until: 'the end' | 'a failure') =>
    anthropic(() => streamed(over('messages', stream, until))).messages.stream({
      model: 'm',
      max_tokens: 9,
      messages: MESSAGES,
    })

  test('reads the text and passes over the trailer', async () => {
    expect(await runner('the end').finalText()).toBe('Grüße 👋!')
  })

  test('throws what the router says in it', async () => {
    await expect(runner('a failure').finalMessage()).rejects.toMatchObject({
      type: 'api_error',
      error: { error: { message: 'No provider answered.' } },
    })
  })
})

describe('an error that is the whole response', () => {
  const failing = (surface: Surface) => () =>
    new Response(errorBody(surface, ERROR), {
      status: 502,
      headers: { 'content-type': 'application/json' },
    })

  test('is read by the client of OpenAI', async () => {
    const call = openai(failing('chat')).chat.completions.create({ model: 'm', messages: MESSAGES })
    await expect(call).rejects.toMatchObject({
      status: 502,
      code: 'upstream_failed',
      message: '502 No provider answered.',
    })
  })

  test('is read by the client of Anthropic', async () => {
    const body = { model: 'm', max_tokens: 9, messages: MESSAGES }
    await expect(anthropic(failing('messages')).messages.create(body)).rejects.toMatchObject({
      status: 502,
      type: 'api_error',
    })
  })
})
