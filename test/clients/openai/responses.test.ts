import OpenAI from 'openai'
import { zodTextFormat } from 'openai/helpers/zod'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const ASK = { model: 'policy:support', input: 'hi' }

const TOOLS = ['get_weather', 'now'].map((name) => ({
  type: 'function' as const,
  name,
  strict: true,
  parameters: { type: 'object' },
}))

const ANSWERED = [{ hops: [['alpha/small']] }] as const

test('a response comes whole, with the receipt as the id of the request', async () => {
  const lab = await room()
  const { output_text, status, _request_id } = await openOpenAi(lab).responses.create(ASK)
  expect(output_text).toMatch(/^The sandbox/)
  expect(status).toBe('completed')
  await expectReceipts(lab, ANSWERED)
  expect(_request_id).toBe(lab.receipts[0]?.id)
})

test('a response is streamed, its events in order', async () => {
  const lab = await room()
  const stream = await openOpenAi(lab).responses.create({ ...ASK, stream: true })
  const types: string[] = []
  const numbers: number[] = []
  let text = ''
  for await (const event of stream) {
    if (event.type !== types.at(-1)) types.push(event.type)
    numbers.push(event.sequence_number)
    if (event.type === 'response.output_text.delta') text += event.delta
  }
  expect(text).toMatch(/^The sandbox .*\.$/)
  expect(numbers).toEqual(numbers.map((_, index) => index))
  expect(types).toEqual([
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
  await expectReceipts(lab, ANSWERED)
})

test('the helper puts a streamed response together', async () => {
  const lab = await room()
  const response = await openOpenAi(lab).responses.stream(ASK).finalResponse()
  expect(response.output_text).toMatch(/^The sandbox .*\.$/)
  await expectReceipts(lab, ANSWERED)
})

test.each(['whole', 'streamed'])('a response calls tools in parallel, %s', async (how) => {
  const lab = await room()
  const { responses } = openOpenAi(lab)
  const body = { ...ASK, input: 'call get_weather and call now', tools: TOOLS }
  const { output } =
    how === 'whole' ? await responses.create(body) : await responses.stream(body).finalResponse()
  expect(output).toMatchObject([
    { type: 'function_call', name: 'get_weather', arguments: '{}' },
    { type: 'function_call', name: 'now', arguments: '{}' },
  ])
  await expectReceipts(lab, ANSWERED)
})

test.each(['whole', 'streamed'])('a response is parsed by the helper, %s', async (how) => {
  const lab = await room()
  const { responses } = openOpenAi(lab)
  const body = {
    ...ASK,
    text: { format: zodTextFormat(z.object({ place: z.string() }), 'weather') },
  }
  const { output_parsed } =
    how === 'whole' ? await responses.parse(body) : await responses.stream(body).finalResponse()
  expect(output_parsed).toEqual({ place: 'sandbox' })
  await expectReceipts(lab, ANSWERED)
})

test('a response whose stream breaks off throws what the router says of it', async () => {
  const lab = await room({ faults: ['alpha=cut@4'] })
  const stream = await openOpenAi(lab).responses.create({ ...ASK, stream: true })
  const read = async () => {
    for await (const _ of stream);
  }
  const thrown = await read().catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(OpenAI.APIError)
  expect(thrown).toMatchObject({ code: 'upstream_failed' })
  await expectReceipts(lab, [
    { outcome: 'incomplete', hops: [['alpha/small', 'stream_interrupted']] },
  ])
})

test('nobody who speaks the interface of Anthropic is asked for a response', async () => {
  const lab = await room()
  const call = openOpenAi(lab).responses.create({ ...ASK, model: 'policy:claude' })
  await expect(call).rejects.toBeInstanceOf(OpenAI.UnprocessableEntityError)
  await expectReceipts(lab, [{ outcome: 'rejected', hops: [] }])
})
