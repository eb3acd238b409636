import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema'
import { describe, expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openAnthropic, TARGETS } from './open-anthropic.ts'

const PLACE = {
  type: 'object' as const,
  properties: {
    place: { type: 'string' as const },
    days: { type: 'integer' as const, minimum: 3 },
  },
  required: ['place', 'days'],
}

const TOOLS = [
  { name: 'get_weather', input_schema: PLACE },
  { name: 'now', input_schema: { type: 'object' as const } },
]

const BODY = {
  max_tokens: 500,
  messages: [{ role: 'user' as const, content: 'call get_weather and call now' }],
  tools: TOOLS,
}

const CALLS = [
  {
    type: 'tool_use',
    id: expect.any(String),
    name: 'get_weather',
    input: { place: 'sandbox', days: 3 },
  },
  { type: 'tool_use', id: expect.any(String), name: 'now', input: {} },
]

describe.each(TARGETS)('tools of a provider that speaks $speaks', ({ model, candidate }) => {
  test('are called in parallel, whole and block by block', async () => {
    const lab = await room()
    const { messages } = openAnthropic(lab)
    const whole = await messages.create({ ...BODY, model })
    const runner = messages.stream({ ...BODY, model })
    const pieces: string[] = []
    runner.on('inputJson', (piece) => pieces.push(piece))
    const streamed = await runner.finalMessage()
    for (const { content, stop_reason } of [whole, streamed]) {
      expect(stop_reason).toBe('tool_use')
      expect(content).toMatchObject(CALLS)
    }
    expect(pieces.join('')).toBe('{"place":"sandbox","days":3}{}')
    await expectReceipts(lab, [{ hops: [[candidate]] }, { hops: [[candidate]] }])
  })

  test.each([
    [{ type: 'any' }, ['get_weather', 'now']],
    [{ type: 'tool', name: 'now' }, ['now']],
    [{ type: 'auto', disable_parallel_tool_use: true }, ['get_weather']],
  ] as const)('are called by the choice %j', async (tool_choice, names) => {
    const lab = await room()
    const { content } = await openAnthropic(lab).messages.create({ ...BODY, model, tool_choice })
    expect(content).toMatchObject(names.map((name) => ({ type: 'tool_use', name })))
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test.each([false, true])('are run by the loop of the client, streaming: %j', async (stream) => {
    const lab = await room()
    const given: string[] = []
    const tools = TOOLS.map(({ name, input_schema }) =>
      betaTool({
        name,
        description: name,
        inputSchema: input_schema,
        run: (input) => {
          given.push(`${name} ${JSON.stringify(input)}`)
          return 'sunny'
        },
      }),
    )
    const runner = openAnthropic(lab).beta.messages.toolRunner({ ...BODY, model, tools, stream })
    const { content } = await runner.runUntilDone()
    expect(content).toMatchObject([{ type: 'text', text: expect.stringMatching(/^The sandbox/) }])
    expect(given).toEqual(['get_weather {"place":"sandbox","days":3}', 'now {}'])
    await expectReceipts(lab, [{ hops: [[candidate]] }, { hops: [[candidate]] }])
  })
})
