import { zodFunction, zodResponseFormat } from 'openai/helpers/zod'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi, TARGETS } from './open-openai.ts'

const WEATHER = z.object({
  place: z.string(),
  sky: z.enum(['clear', 'cloudy']),
  degrees: z.number().nullable(),
  days: z.array(z.object({ name: z.string() })),
})

const MESSAGES = [{ role: 'user' as const, content: 'hi' }]

describe.each(TARGETS)('a form of a provider that speaks $speaks', ({ model, candidate }) => {
  const body = {
    model,
    messages: MESSAGES,
    response_format: zodResponseFormat(WEATHER, 'weather'),
  }

  test('is parsed by the helper', async () => {
    const lab = await room()
    const { choices } = await openOpenAi(lab).chat.completions.parse(body)
    expect(choices[0]?.message.parsed).toMatchObject({ place: 'sandbox', sky: 'clear' })
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('is parsed from a stream', async () => {
    const lab = await room()
    const runner = openOpenAi(lab).chat.completions.stream(body)
    const { choices } = await runner.finalChatCompletion()
    expect(choices[0]?.message.parsed).toMatchObject({ place: 'sandbox', sky: 'clear' })
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('that breaks off is told as that', async () => {
    const lab = await room()
    const call = openOpenAi(lab).chat.completions.parse({ ...body, max_completion_tokens: 2 })
    await expect(call).rejects.toThrow(/length limit was reached/)
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('is parsed as the arguments of a call', async () => {
    const lab = await room()
    const { choices } = await openOpenAi(lab).chat.completions.parse({
      model,
      messages: [{ role: 'user', content: 'call weather' }],
      tools: [zodFunction({ name: 'weather', parameters: WEATHER })],
    })
    expect(choices[0]?.message.tool_calls?.[0]).toMatchObject({
      function: { parsed_arguments: { place: 'sandbox', sky: 'clear' } },
    })
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })
})

test('JSON of any form is JSON', async () => {
  const lab = await room()
  const { choices } = await openOpenAi(lab).chat.completions.create({
    model: 'policy:support',
    messages: MESSAGES,
    response_format: { type: 'json_object' },
  })
  expect(JSON.parse(choices[0]?.message.content ?? '')).toMatchObject({ sandbox: true })
  await expectReceipts(lab, [{ hops: [['alpha/small']] }])
})
