import { generateText, Output, stepCountIs, streamText, tool } from 'ai'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { expectReceipts, room } from '../room.ts'
import { MODELS } from './models.ts'

/** Two tools, and what they were given. */
function toolbox() {
  const given: unknown[] = []
  const noted = async (input: unknown) => {
    given.push(input)
    return 'sunny'
  }
  const place = z.object({ place: z.string(), days: z.number().int().min(3) })
  const tools = {
    get_weather: tool({ description: 'Weather.', inputSchema: place, execute: noted }),
    now: tool({ description: 'The time.', inputSchema: z.object({}), execute: noted }),
  }
  return { given, tools }
}

const PROMPT = 'call get_weather and call now'

const GIVEN = [{ place: 'sandbox', days: 3 }, {}]

const FORM = z.object({ place: z.string(), days: z.array(z.object({ name: z.string() })) })

describe.each(MODELS)('the AI SDK by $by, asked for $model', ({ model, candidate, open }) => {
  const twice = [{ hops: [[candidate]] }, { hops: [[candidate]] }] as const

  test('runs tools that are called in parallel, and goes on with what they say', async () => {
    const lab = await room()
    const { given, tools } = toolbox()
    const { text, steps } = await generateText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: PROMPT,
      tools,
      stopWhen: stepCountIs(3),
    })
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop'])
    expect(given).toEqual(GIVEN)
    expect(text).toMatch(/^The sandbox/)
    await expectReceipts(lab, twice)
  })

  test('runs tools whose arguments come piece by piece', async () => {
    const lab = await room()
    const { given, tools } = toolbox()
    const stream = streamText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: PROMPT,
      tools,
      stopWhen: stepCountIs(3),
    })
    expect(await stream.text).toMatch(/^The sandbox/)
    expect(given).toEqual(GIVEN)
    await expectReceipts(lab, twice)
  })

  test('generates an object of a form', async () => {
    const lab = await room()
    const { output } = await generateText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: 'hi',
      output: Output.object({ schema: FORM }),
    })
    expect(output).toMatchObject({ place: 'sandbox' })
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('streams an object of a form', async () => {
    const lab = await room()
    const stream = streamText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: 'hi',
      output: Output.object({ schema: FORM }),
    })
    let last: unknown
    for await (const part of stream.partialOutputStream) last = part
    expect(last).toMatchObject({ place: 'sandbox' })
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })
})
