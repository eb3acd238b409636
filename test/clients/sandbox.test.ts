import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { withSandbox } from '../route/sandbox/ask.ts'

const HI = [{ role: 'user' as const, content: 'hi' }]
const CALLS = [{ role: 'user' as const, content: 'call now, then call later' }]
const NAMES = ['now', 'later']

function withOpenAi<T>(faults: readonly string[], run: (client: OpenAI) => Promise<T>): Promise<T> {
  return withSandbox({ faults }, ({ url }) =>
    run(new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 })),
  )
}

function withAnthropic<T>(
  faults: readonly string[],
  run: (client: Anthropic) => Promise<T>,
): Promise<T> {
  return withSandbox({ faults }, ({ url }) =>
    run(new Anthropic({ apiKey: 'none', baseURL: `${url}/anthropic`, maxRetries: 0 })),
  )
}

describe('the client of OpenAI takes the sandbox for a provider', () => {
  test('that streams text and usage', async () => {
    await withOpenAi([], async (client) => {
      const runner = client.chat.completions.stream({
        model: 'gpt-5',
        messages: HI,
        stream_options: { include_usage: true },
      })
      expect(await runner.finalContent()).toMatch(/^The sandbox of unhardcoded answers for gpt-5/)
      expect(await runner.totalUsage()).toMatchObject({ prompt_tokens: 5 })
    })
  })

  test('that streams parallel calls', async () => {
    const tools = NAMES.map((name) => ({
      type: 'function' as const,
      function: { name, parameters: { type: 'object', properties: {} } },
    }))
    await withOpenAi([], async (client) => {
      const runner = client.chat.completions.stream({ model: 'gpt-5', messages: CALLS, tools })
      const { tool_calls } = await runner.finalMessage()
      expect(tool_calls?.map((call) => call.type === 'function' && call.function)).toMatchObject(
        NAMES.map((name) => ({ name, arguments: '{}' })),
      )
    })
  })

  test('that speaks the Responses API', async () => {
    await withOpenAi([], async (client) => {
      const runner = client.responses.stream({ model: 'gpt-5', input: 'hi' })
      expect((await runner.finalResponse()).output_text).toMatch(/^The sandbox/)
      const tools = NAMES.map((name) => ({
        type: 'function' as const,
        name,
        strict: false,
        parameters: { type: 'object' },
      }))
      const called = await client.responses
        .stream({ model: 'gpt-5', input: 'call now', tools })
        .finalResponse()
      expect(called.output).toMatchObject([{ type: 'function_call', name: 'now', arguments: '{}' }])
    })
  })

  test('that lists its models, and gives vectors', async () => {
    await withOpenAi([], async (client) => {
      expect((await client.models.list()).data).toHaveLength(7)
      // The client asks for base64 and decodes it.
      const { data } = await client.embeddings.create({ model: 'gpt-5', input: 'x', dimensions: 8 })
      expect(Math.hypot(...(data[0]?.embedding ?? []))).toBeCloseTo(1)
    })
  })

  test.each([
    ['*=429', OpenAI.RateLimitError],
    ['*=401', OpenAI.AuthenticationError],
    ['*=404', OpenAI.NotFoundError],
    ['*=overflow', OpenAI.BadRequestError],
    ['*=529', OpenAI.InternalServerError],
    ['*=reset', OpenAI.APIConnectionError],
    ['*=error', OpenAI.APIError],
  ])('that fails: %s', async (fault, kind) => {
    await withOpenAi([fault], async (client) => {
      const runner = client.chat.completions.stream({ model: 'gpt-5', messages: HI })
      await expect(runner.finalMessage()).rejects.toBeInstanceOf(kind)
    })
  })
})

describe('the client of Anthropic takes the sandbox for a provider', () => {
  test('that streams thoughts, text and calls', async () => {
    const tools = NAMES.map((name) => ({ name, input_schema: { type: 'object' as const } }))
    await withAnthropic([], async (client) => {
      const ask = (messages: typeof HI) =>
        client.messages
          .stream({
            model: 'claude-haiku-4-5',
            max_tokens: 2000,
            messages,
            tools,
            thinking: { type: 'enabled', budget_tokens: 1024 },
          })
          .finalMessage()
      expect(await ask(HI)).toMatchObject({
        content: [{ type: 'thinking' }, { type: 'text' }],
        stop_reason: 'end_turn',
      })
      expect(await ask(CALLS)).toMatchObject({
        content: [{ type: 'thinking' }, ...NAMES.map((name) => ({ name, input: {} }))],
        stop_reason: 'tool_use',
      })
    })
  })

  test.each([
    ['*=429', Anthropic.RateLimitError],
    ['*=overflow', Anthropic.BadRequestError],
    ['*=529', Anthropic.InternalServerError],
    ['*=error', Anthropic.APIError],
  ])('that fails: %s', async (fault, kind) => {
    await withAnthropic([fault], async (client) => {
      const runner = client.messages.stream({
        model: 'claude-haiku-4-5',
        max_tokens: 2000,
        messages: HI,
      })
      await expect(runner.finalMessage()).rejects.toBeInstanceOf(kind)
    })
  })
})
