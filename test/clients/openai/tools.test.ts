import { describe, expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi, TARGETS } from './open-openai.ts'

const PLACE = {
  type: 'object',
  properties: { place: { type: 'string' }, days: { type: 'integer', minimum: 3 } },
  required: ['place', 'days'],
  additionalProperties: false,
}

const TOOLS = [
  { type: 'function' as const, function: { name: 'get_weather', parameters: PLACE } },
  { type: 'function' as const, function: { name: 'now', parameters: { type: 'object' } } },
]

const ASK = [{ role: 'user' as const, content: 'call get_weather and call now' }]

describe.each(TARGETS)('tools of a provider that speaks $speaks', ({ model, candidate }) => {
  test('are called in parallel, by an answer in one piece', async () => {
    const lab = await room()
    const { choices } = await openOpenAi(lab).chat.completions.create({
      model,
      messages: ASK,
      tools: TOOLS,
    })
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: CALLS },
    })
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('are called in parallel, piece by piece', async () => {
    const lab = await room()
    const runner = openOpenAi(lab).chat.completions.stream({ model, messages: ASK, tools: TOOLS })
    const done: string[] = []
    runner.on('tool_calls.function.arguments.done', ({ name }) => done.push(name))
    let pieces = 0
    runner.on('tool_calls.function.arguments.delta', () => {
      pieces += 1
    })
    const { message, finish_reason } = (await runner.finalChatCompletion()).choices[0] ?? {}
    expect(finish_reason).toBe('tool_calls')
    expect(message?.tool_calls).toMatchObject(CALLS)
    expect(done).toEqual(['get_weather', 'now'])
    expect(pieces).toBeGreaterThan(done.length)
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('are called one at a time where the client wants that', async () => {
    const lab = await room()
    const { choices } = await openOpenAi(lab).chat.completions.create({
      model,
      messages: ASK,
      tools: TOOLS,
      parallel_tool_calls: false,
    })
    expect(choices[0]?.message.tool_calls).toMatchObject(CALLS.slice(0, 1))
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test.each([
    ['required', 'get_weather'],
    [{ type: 'function', function: { name: 'now' } }, 'now'],
  ] as const)('are called by the choice %j', async (tool_choice, name) => {
    const lab = await room()
    const messages = [{ role: 'user' as const, content: 'hi' }]
    const { choices } = await openOpenAi(lab).chat.completions.create({
      model,
      messages,
      tools: TOOLS,
      tool_choice,
    })
    expect(choices[0]?.message.tool_calls).toMatchObject([{ function: { name } }])
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test.each(['whole', 'streamed'] as const)(
    'are run by the loop of the client, %s',
    async (how) => {
      const lab = await room()
      const given: string[] = []
      const runnable = TOOLS.map(({ type, function: { name, parameters } }) => ({
        type,
        function: {
          name,
          description: name,
          parameters,
          function: (text: string) => {
            given.push(`${name} ${text}`)
            return 'sunny'
          },
        },
      }))
      const completions = openOpenAi(lab).chat.completions
      const body = { model, messages: ASK, tools: runnable }
      const runner =
        how === 'whole'
          ? completions.runTools(body)
          : completions.runTools({ ...body, stream: true })
      expect(await runner.finalContent()).toMatch(/^The sandbox/)
      expect(given).toEqual(['get_weather {"place":"sandbox","days":3}', 'now {}'])
      await expectReceipts(lab, [{ hops: [[candidate]] }, { hops: [[candidate]] }])
    },
  )
})

const CALLS = [
  {
    id: expect.any(String),
    type: 'function',
    function: { name: 'get_weather', arguments: '{"place":"sandbox","days":3}' },
  },
  { id: expect.any(String), type: 'function', function: { name: 'now', arguments: '{}' } },
]
