import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../src/route/anthropic/chat-completion-of-message.ts'
import { messagesRequestOfChat } from '../../src/route/anthropic/messages-request-of-chat.ts'
import { chatSse, dataOf } from '../route/anthropic/stream.ts'
import { type Answer, fixture, streamed, stub } from './upstream.ts'

const HI = { model: 'policy:x', messages: [{ role: 'user' as const, content: 'hi' }] }

const SONNET = { model: 'claude-sonnet-4-5', maxOutput: 64_000 }

/** The client of OpenAI, in front of what Anthropic answers. */
function clientOf(answer: Answer) {
  const upstream = stub(answer)
  const client = new OpenAI({
    apiKey: 'none',
    baseURL: 'http://router/v1',
    maxRetries: 0,
    ...upstream,
  })
  return { client, bodies: upstream.bodies }
}

const whole = (name: string) => () =>
  Response.json(bodyOf(chatCompletionOfMessage(JSON.parse(fixture(`messages/${name}.json`)), 1)))

const stream = (name: string) => () =>
  streamed(chatSse(dataOf(fixture(`message-streams/${name}.sse`))))

describe('the client of OpenAI', () => {
  test('reads an answer with calls and thoughts', async () => {
    const { client } = clientOf(whole('tools'))
    const { choices, usage } = await client.chat.completions.create(HI)
    const [choice] = choices
    expect(choice?.finish_reason).toBe('tool_calls')
    expect(choice?.message.tool_calls?.map(({ id }) => id)).toEqual([
      'toolu_01A09q90qw90lq917835lq9',
      'toolu_02B',
    ])
    expect(choice?.message).toHaveProperty('thinking_blocks.length', 2)
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe(4000)
  })

  test('builds the text of a stream', async () => {
    const { client, bodies } = clientOf(stream('text'))
    const runner = client.chat.completions.stream({
      ...HI,
      stream_options: { include_usage: true },
    })
    expect(await runner.finalContent()).toBe('Grüße 👋!')
    expect(await runner.totalUsage()).toMatchObject({ prompt_tokens: 25, completion_tokens: 15 })
    const sent = messagesRequestOfChat(bodies[0], SONNET)
    expect(sent).toMatchObject({ ok: true, value: { body: { stream: true }, dropped: [] } })
  })

  test('builds parallel calls from a stream, and can parse the arguments of each', async () => {
    const { client } = clientOf(stream('tools'))
    const runner = client.chat.completions.stream(HI)
    const done: string[] = []
    runner.on('tool_calls.function.arguments.done', (call) => done.push(call.arguments))
    const message = await runner.finalMessage()
    expect(message.content).toBe('Okay, let me check:')
    expect(done.map((text) => JSON.parse(text))).toEqual([{ location: 'San Francisco, CA' }, {}])
    expect(
      message.tool_calls?.map((call) => call.type === 'function' && call.function.name),
    ).toEqual(['get_weather', 'now'])
  })

  test('keeps all signed thoughts of a stream', async () => {
    const { client } = clientOf(stream('thinking'))
    const message = await client.chat.completions.stream(HI).finalMessage()
    expect(message).toHaveProperty('thinking_blocks', [
      { type: 'thinking', thinking: '27 * 453 = 12231', signature: expect.stringMatching(/^EqQB/) },
      { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix' },
    ])
  })

  test.each(['overloaded', 'cut'])('fails on the stream %s', async (name) => {
    const { client } = clientOf(stream(name))
    const runner = client.chat.completions.stream(HI)
    await expect(runner.finalMessage()).rejects.toBeInstanceOf(OpenAI.APIError)
  })

  test('sends thoughts back in front of the calls they led to', async () => {
    const { client, bodies } = clientOf((_, turn) => whole(turn === 0 ? 'tools' : 'text')())
    const { choices } = await client.chat.completions.create(HI)
    const messages = choices.map(({ message }) => message)
    await client.chat.completions.create({ ...HI, messages: [...HI.messages, ...messages] })
    expect(blockTypes(bodies[1])).toEqual([
      ['text'],
      ['thinking', 'redacted_thinking', 'text', 'tool_use', 'tool_use'],
    ])
  })

  test('runs tools by its own loop, which forgets thoughts, so that none are asked for', async () => {
    const { client, bodies } = clientOf((_, turn) => whole(turn === 0 ? 'tools' : 'text')())
    const tools = ['get_weather', 'now'].map((name) => ({
      type: 'function' as const,
      function: {
        name,
        description: name,
        parameters: { type: 'object' },
        function: (text: string) => `${name} ${text}`,
      },
    }))
    const runner = client.chat.completions.runTools({ ...HI, tools, reasoning_effort: 'low' })
    expect(await runner.finalContent()).toBe('Hello! How are you?')
    expect(blockTypes(bodies[1])).toEqual([
      ['text'],
      ['text', 'tool_use', 'tool_use'],
      ['tool_result', 'tool_result'],
    ])
    const [first, second] = bodies.map((body) => messagesRequestOfChat(body, SONNET))
    expect(first).toHaveProperty('value.body.thinking.type', 'enabled')
    expect(second).toHaveProperty('value.dropped', ['reasoning_effort'])
  })
})

function blockTypes(chat: unknown): unknown {
  const { body } = bodyOf(messagesRequestOfChat(chat, SONNET))
  return body.messages.map(({ content }) => content.map(({ type }) => type))
}

function bodyOf<T>(result: { readonly ok: boolean; readonly value?: T }): T {
  if (result.value === undefined) throw new Error(JSON.stringify(result))
  return result.value
}
