import { type AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { expectReceipts, room } from '../room.ts'
import { CHATS } from './open-chat.ts'

const PLACE = z.object({ place: z.string(), days: z.number().int().min(3) })

/** Without bounds: ChatAnthropic makes words of them before it sends a form. */
const FORM = z.object({ place: z.string(), days: z.number().int() })

const TOOLS = [
  tool(() => 'sunny', { name: 'get_weather', description: 'Weather.', schema: PLACE }),
  tool(() => 'noon', { name: 'now', description: 'The time.', schema: z.object({}) }),
]

const ASK = 'call get_weather and call now'

const CALLS = [
  { name: 'get_weather', args: { place: 'sandbox', days: 3 } },
  { name: 'now', args: {} },
]

describe.each(CHATS)('$by of LangChain, asked for $model', ({ model, candidate, open }) => {
  test('calls tools in parallel, and goes on with what they say', async () => {
    const lab = await room()
    const chat = open(lab, model).bindTools(TOOLS)
    const called = await chat.invoke(ASK)
    expect(called.tool_calls).toMatchObject(CALLS)
    const results = (called.tool_calls ?? []).map(
      ({ id = '' }) => new ToolMessage({ content: 'sunny', tool_call_id: id }),
    )
    const { text } = await chat.invoke([new HumanMessage(ASK), called, ...results])
    expect(text).toMatch(/^The sandbox/)
    await expectReceipts(lab, [{ hops: [[candidate]] }, { hops: [[candidate]] }])
  })

  test('calls tools piece by piece', async () => {
    const lab = await room()
    let whole: AIMessageChunk | undefined
    for await (const chunk of await open(lab, model).bindTools(TOOLS).stream(ASK)) {
      whole = whole === undefined ? chunk : whole.concat(chunk)
    }
    expect(whole?.tool_calls).toMatchObject(CALLS)
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test.each(['jsonSchema', 'functionCalling'] as const)(
    'has an answer of a form, by %s',
    async (method) => {
      const lab = await room()
      const form = open(lab, model).withStructuredOutput(FORM, { name: 'weather', method })
      expect(await form.invoke('hi')).toEqual({ place: 'sandbox', days: expect.any(Number) })
      await expectReceipts(lab, [{ hops: [[candidate]] }])
    },
  )
})
