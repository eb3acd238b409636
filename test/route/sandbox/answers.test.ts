import { describe, expect, test } from 'vitest'
import { type JsonRecord, listOf, recordOf } from '../../../src/catalog/json-data.ts'
import { ask, CALLS, dataOf, withSandbox } from './ask.ts'

const [CHAT, HI] = CALLS.chat

const TOOLS = ['get_weather', 'now'].map((name) => ({
  type: 'function',
  function: {
    name,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { enum: ['C', 'F'] }, more: { type: 'array' } },
      required: ['city', 'unit'],
    },
  },
}))

/** The answer of a sandbox of its own to a call for a chat completion. */
function chat(body: JsonRecord) {
  return withSandbox({}, async ({ url }) => {
    return JSON.parse((await ask(url + CHAT, { ...HI, ...body })).text)
  })
}

/** The data of the events of the same, streamed. */
function stream(body: JsonRecord): Promise<readonly unknown[]> {
  return withSandbox({}, async ({ url }) => {
    return dataOf((await ask(url + CHAT, { ...HI, ...body, stream: true })).text)
  })
}

function deltasOf(chunks: readonly unknown[]): readonly JsonRecord[] {
  return chunks
    .flatMap((chunk) => listOf(recordOf(chunk).choices))
    .map((choice) => recordOf(recordOf(choice).delta))
}

function saying(content: string) {
  return { messages: [{ role: 'user', content }] }
}

describe('a chat completion', () => {
  test('says that no model wrote it, and counts its tokens', async () => {
    const { choices, usage, model, system_fingerprint } = await chat({})
    const [{ message, finish_reason }] = choices
    expect(message.content).toMatch(/^The sandbox of unhardcoded answers for gpt-5 of openai:/)
    expect(message.content.split(' ').length).toBeGreaterThanOrEqual(20)
    expect([model, finish_reason, system_fingerprint]).toEqual([
      'gpt-5-2025-08-07',
      'stop',
      'sandbox',
    ])
    expect(usage).toMatchObject({
      prompt_tokens: 5,
      completion_tokens: Math.ceil(message.content.length / 4),
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    })
  })

  test('breaks off at the limit of tokens', async () => {
    const { choices, usage } = await chat({ max_completion_tokens: 5 })
    expect(choices[0]).toMatchObject({
      message: { content: 'The sandbox of unhar' },
      finish_reason: 'length',
    })
    expect(usage.completion_tokens).toBe(5)
  })

  test('comes as often as is asked', async () => {
    const { choices, usage } = await chat({ n: 3 })
    expect(choices.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2])
    expect(usage.completion_tokens % 3).toBe(0)
  })

  test.each([
    ['none, where nothing says so', {}, []],
    ['the first tool, where one is required', { tool_choice: 'required' }, ['get_weather']],
    [
      'the tool that is named',
      { tool_choice: { type: 'function', function: { name: 'now' } } },
      ['now'],
    ],
    [
      'those that the user names',
      saying('call now and call get_weather, do not call me'),
      ['now', 'get_weather'],
    ],
    [
      'only one, where more are not wanted',
      { ...saying('call now and call get_weather'), parallel_tool_calls: false },
      ['now'],
    ],
    ['none, where that is asked', { ...saying('call now'), tool_choice: 'none' }, []],
    [
      'none, when a tool has answered',
      {
        messages: [
          { role: 'user', content: 'call now' },
          { role: 'tool', tool_call_id: 'a', content: '12:00' },
        ],
      },
      [],
    ],
  ])('calls %s', async (_, body, names) => {
    const { choices } = await chat({ tools: TOOLS, ...body })
    const [{ message, finish_reason }] = choices
    const calls = listOf(message.tool_calls).map(recordOf)
    expect(calls.map((call) => recordOf(call.function).name)).toEqual(names)
    expect(finish_reason).toBe(names.length > 0 ? 'tool_calls' : 'stop')
    expect(message.content === null).toBe(names.length > 0)
    for (const call of calls) {
      expect(JSON.parse(String(recordOf(call.function).arguments))).toEqual({
        city: 'sandbox',
        unit: 'C',
      })
    }
    expect(new Set(calls.map(({ id }) => id)).size).toBe(names.length)
  })

  test('is JSON where that is asked, and of the schema where there is one', async () => {
    const plain = await chat({ response_format: { type: 'json_object' } })
    expect(JSON.parse(plain.choices[0].message.content)).toMatchObject({ sandbox: true })
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] }
    const format = { type: 'json_schema', json_schema: { name: 'x', schema } }
    const shaped = await chat({ response_format: format })
    expect(JSON.parse(shaped.choices[0].message.content)).toEqual({ ok: true })
  })

  test('is streamed word by word, and counted as if it were whole', async () => {
    const chunks = await stream({ stream_options: { include_usage: true } })
    const text = deltasOf(chunks).map(({ content }) => content ?? '')
    expect(text.filter((word) => word !== '').length).toBeGreaterThanOrEqual(20)
    expect(chunks.at(-3)).toMatchObject({ choices: [{ finish_reason: 'stop' }], usage: null })
    expect(chunks.at(-2)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 5, completion_tokens: Math.ceil(text.join('').length / 4) },
    })
    expect(chunks.at(-1)).toBe('[DONE]')
  })

  test('is streamed without usage where nobody asked', async () => {
    const chunks = await stream({})
    expect(chunks.filter((chunk) => Object.hasOwn(recordOf(chunk), 'usage'))).toEqual([])
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
  })

  test('streams the name of a call first, then its arguments', async () => {
    const chunks = await stream({ tools: TOOLS, ...saying('call now and call get_weather') })
    const calls = deltasOf(chunks).flatMap(({ tool_calls }) => listOf(tool_calls).map(recordOf))
    for (const [index, name] of ['now', 'get_weather'].entries()) {
      const [first, ...rest] = calls.filter((call) => call.index === index)
      expect(first).toMatchObject({ type: 'function', function: { name, arguments: '' } })
      const written = rest.map((call) => recordOf(call.function).arguments).join('')
      expect(JSON.parse(written)).toEqual({ city: 'sandbox', unit: 'C' })
    }
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] })
  })
})

describe('the cache of prompts', () => {
  const long = (content: string) => ({
    messages: [
      { role: 'system', content: 'x'.repeat(8000) },
      { role: 'user', content },
    ],
  })

  test('knows a long prompt as far as it came before', async () => {
    await withSandbox({}, async ({ url }) => {
      const cached = async (body: object) => {
        const { usage } = JSON.parse((await ask(url + CHAT, { ...HI, ...body })).text)
        return usage.prompt_tokens_details.cached_tokens
      }
      expect(await cached(long('one'))).toBe(0)
      expect(await cached(long('two'))).toBe(1920)
      expect(await cached(saying('short'))).toBe(0)
    })
  })

  test('tells apart what Anthropic reads from it and writes to it, where it is asked to', async () => {
    const [path, hi] = CALLS.messages
    const system = [{ type: 'text', text: 'x'.repeat(8000), cache_control: { type: 'ephemeral' } }]
    await withSandbox({}, async ({ url }) => {
      const usage = async (body: object) =>
        JSON.parse((await ask(url + path, { ...hi, ...body })).text).usage
      expect(await usage({ system })).toMatchObject({
        cache_creation_input_tokens: 1920,
        cache_read_input_tokens: 0,
        input_tokens: 89,
      })
      expect(await usage({ system })).toMatchObject({
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 1920,
        input_tokens: 89,
      })
      expect(await usage({ system: 'x'.repeat(8000) })).toMatchObject({
        cache_read_input_tokens: 0,
        input_tokens: 2009,
      })
    })
  })
})

describe('a message', () => {
  const [path, hi] = CALLS.messages

  test('has a thought first where thinking is on, then calls', async () => {
    const tools = [
      {
        name: 'now',
        input_schema: { type: 'object', properties: { at: { type: 'integer', minimum: 3 } } },
      },
    ]
    const body = {
      ...hi,
      ...saying('call now'),
      tools,
      thinking: { type: 'enabled', budget_tokens: 1024 },
    }
    await withSandbox({}, async ({ url }) => {
      const whole = JSON.parse((await ask(url + path, body)).text)
      expect(whole.content).toMatchObject([
        { type: 'thinking', signature: expect.stringMatching(/./) },
        { type: 'tool_use', name: 'now', input: { at: 3 } },
      ])
      expect(whole.stop_reason).toBe('tool_use')
      const events = dataOf((await ask(url + path, { ...body, stream: true })).text).map(recordOf)
      expect([...new Set(events.map(({ type }) => type))]).toEqual([
        'message_start',
        'ping',
        'content_block_start',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
      ])
      const deltas = events.map(({ delta }) => recordOf(delta))
      expect(deltas.map(({ partial_json }) => partial_json ?? '').join('')).toBe('{"at":3}')
      expect(deltas.some(({ type }) => type === 'signature_delta')).toBe(true)
      expect(events.find(({ type }) => type === 'message_delta')).toMatchObject({
        delta: { stop_reason: 'tool_use' },
        usage: { output_tokens: whole.usage.output_tokens },
      })
    })
  })

  test.each([
    [{ type: 'any' }, ['a']],
    [{ type: 'tool', name: 'b' }, ['b']],
    [{ type: 'auto', disable_parallel_tool_use: true }, ['b']],
    [{ type: 'none' }, []],
  ])('calls as %j says', async (tool_choice, names) => {
    const tools = ['a', 'b'].map((name) => ({ name, input_schema: { type: 'object' } }))
    const said = tool_choice.type === 'any' ? 'hi' : 'call b, call a'
    await withSandbox({}, async ({ url }) => {
      const { content } = JSON.parse(
        (await ask(url + path, { ...hi, ...saying(said), tools, tool_choice })).text,
      )
      expect(listOf(content).flatMap((block) => recordOf(block).name ?? [])).toEqual(names)
    })
  })
})

describe('a response', () => {
  const [path, hi] = CALLS.responses

  test('is streamed by the events that OpenAI sends, in their order', async () => {
    const tools = [{ type: 'function', name: 'now', parameters: { type: 'object' } }]
    await withSandbox({}, async ({ url }) => {
      const events = async (body: object) =>
        dataOf((await ask(url + path, { ...hi, ...body, stream: true })).text).map(recordOf)
      const text = await events({})
      expect(text.map(({ sequence_number }) => sequence_number)).toEqual(text.map((_, i) => i))
      expect([...new Set(text.map(({ type }) => type))]).toEqual([
        'response.created',
        'response.in_progress',
        'response.output_item.added',
        'response.content_part.added',
        'response.output_text.delta',
        'response.output_text.done',
        'response.content_part.done',
        'response.output_item.done',
        'response.completed',
      ])
      const said = text.map(({ delta }) => delta ?? '').join('')
      expect(text.at(-1)).toMatchObject({ response: { output: [{ content: [{ text: said }] }] } })
      const call = await events({ tools, input: 'call now' })
      expect([...new Set(call.map(({ type }) => type))].slice(3, 5)).toEqual([
        'response.function_call_arguments.delta',
        'response.function_call_arguments.done',
      ])
      expect(call.at(-1)).toMatchObject({
        response: { output: [{ type: 'function_call', name: 'now', arguments: '{}' }] },
      })
    })
  })

  test('is incomplete at the limit of tokens', async () => {
    await withSandbox({}, async ({ url }) => {
      const { text } = await ask(url + path, { ...hi, max_output_tokens: 3 })
      expect(JSON.parse(text)).toMatchObject({
        status: 'incomplete',
        incomplete_details: { reason: 'max_output_tokens' },
        usage: { output_tokens: 3 },
      })
    })
  })
})

describe('embeddings', () => {
  const body = { model: 'gpt-5', input: ['one', 'two', 'one'], dimensions: 16 }

  test('are vectors of length 1, the same for the same text, in both encodings', async () => {
    await withSandbox({}, async ({ url }) => {
      const embed = async (more: object) =>
        JSON.parse((await ask(`${url}/v1/embeddings`, { ...body, ...more })).text)
      const { data, usage } = await embed({})
      const [one, two, again]: readonly (readonly number[])[] = data
        .map(recordOf)
        .map(({ embedding }: JsonRecord) => embedding)
      expect(Math.hypot(...(one ?? []))).toBeCloseTo(1)
      expect(one).toEqual(again)
      expect(one).not.toEqual(two)
      expect(usage).toEqual({ prompt_tokens: 3, total_tokens: 3 })
      const packed = Buffer.from(
        (await embed({ encoding_format: 'base64' })).data[0].embedding,
        'base64',
      )
      expect(Array.from({ length: 16 }, (_, i) => packed.readFloatLE(i * 4))).toEqual(one)
    })
  })
})
