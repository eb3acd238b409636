import { describe, expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openAnthropic, TARGETS } from './open-anthropic.ts'

const BODY = {
  max_tokens: 500,
  system: 'Be brief.',
  messages: [{ role: 'user' as const, content: 'hi' }],
}

describe.each(TARGETS)('a message of a provider that speaks $speaks', ({ model, candidate }) => {
  test('comes whole, with the receipt as the id of the request', async () => {
    const lab = await room()
    const { data, response, request_id } = await openAnthropic(lab)
      .messages.create({ ...BODY, model })
      .withResponse()
    expect(data).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: candidate.split('/')[1],
      content: [{ type: 'text', text: expect.stringMatching(/^The sandbox/) }],
      stop_reason: 'end_turn',
      x_router: { model: candidate, outcome: 'complete' },
    })
    expect(response.headers.get('x-unhardcoded-model')).toBe(candidate)
    await expectReceipts(lab, [{ hops: [[candidate]] }])
    const [receipt] = lab.receipts
    expect(request_id).toBe(receipt?.id)
    expect(receipt?.usage).toMatchObject({
      input: data.usage.input_tokens,
      output: data.usage.output_tokens,
    })
  })

  test('is streamed, event by event', async () => {
    const lab = await room()
    const stream = await openAnthropic(lab).messages.create({ ...BODY, model, stream: true })
    const types: string[] = []
    let text = ''
    for await (const event of stream) {
      if (event.type !== types.at(-1)) types.push(event.type)
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
        text += event.delta.text
      }
    }
    expect(text).toMatch(/^The sandbox .*\.$/)
    expect(types).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ])
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('is put together from a stream by the helper', async () => {
    const lab = await room()
    const runner = openAnthropic(lab).messages.stream({ ...BODY, model })
    const texts: string[] = []
    runner.on('text', (delta) => texts.push(delta))
    const message = await runner.finalMessage()
    expect(message.content).toMatchObject([{ type: 'text', text: texts.join('') }])
    await expectReceipts(lab, [{ hops: [[candidate]] }])
    const [receipt] = lab.receipts
    expect(runner.request_id).toBe(receipt?.id)
    expect(receipt?.usage).toMatchObject({
      input: message.usage.input_tokens,
      output: message.usage.output_tokens,
    })
  })

  test('breaks off at the limit of tokens', async () => {
    const lab = await room()
    const { messages } = openAnthropic(lab)
    const { stop_reason } = await messages.create({ ...BODY, model, max_tokens: 8 })
    expect(stop_reason).toBe('max_tokens')
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })
})

test('thoughts come in front of the answer, whole and streamed, and can be sent back', async () => {
  const lab = await room()
  const { messages } = openAnthropic(lab)
  const body = {
    ...BODY,
    model: 'policy:claude',
    max_tokens: 4000,
    thinking: { type: 'enabled' as const, budget_tokens: 2000 },
  }
  const whole = await messages.create(body)
  const { content } = await messages.stream(body).finalMessage()
  for (const blocks of [whole.content, content]) {
    expect(blocks.map(({ type }) => type)).toEqual(['thinking', 'text'])
    expect(blocks[0]).toMatchObject({ signature: expect.stringMatching(/./) })
  }
  const turns = [...BODY.messages, { role: 'assistant' as const, content }, ...BODY.messages]
  await messages.create({ ...body, messages: turns })
  const sent: unknown = JSON.parse(new TextDecoder().decode(lab.calls[2]?.body))
  expect(sent).toMatchObject({
    thinking: { type: 'enabled' },
    messages: [{}, { content: JSON.parse(JSON.stringify(content)) }, {}],
  })
  const answered = { hops: [['claude/large']] } as const
  await expectReceipts(lab, [answered, answered, answered])
})

test('what asks for thoughts is answered by who has none to show', async () => {
  const lab = await room()
  const message = await openAnthropic(lab).messages.create({
    ...BODY,
    model: 'policy:support',
    max_tokens: 4000,
    thinking: { type: 'enabled', budget_tokens: 2000 },
  })
  expect(message.content.map(({ type }) => type)).toEqual(['text'])
  await expectReceipts(lab, [{ hops: [['alpha/small']] }])
})
