import { describe, expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi, TARGETS } from './open-openai.ts'

const MESSAGES = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: 'hi' },
]

describe.each(TARGETS)('a chat with a provider that speaks $speaks', ({ model, candidate }) => {
  test('is answered whole, with the receipt as the id of the request', async () => {
    const lab = await room()
    const { data, response, request_id } = await openOpenAi(lab)
      .chat.completions.create({ model, messages: MESSAGES })
      .withResponse()
    expect(data).toMatchObject({
      object: 'chat.completion',
      model: candidate.split('/')[1],
      choices: [{ finish_reason: 'stop', message: { role: 'assistant' } }],
      x_router: { model: candidate, outcome: 'complete' },
    })
    expect(data.choices[0]?.message.content).toMatch(/^The sandbox of unhardcoded answers/)
    expect(data.usage?.total_tokens).toBeGreaterThan(data.usage?.completion_tokens ?? 0)
    const [receipt] = lab.receipts
    expect(request_id).toBe(receipt?.id)
    expect(response.headers.get('x-unhardcoded-model')).toBe(candidate)
    expect(receipt?.cost.settled).toBe(response.headers.get('x-unhardcoded-cost'))
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })

  test('is streamed, without the usage that nobody asked for', async () => {
    const lab = await room()
    const stream = await openOpenAi(lab).chat.completions.create({
      model,
      messages: MESSAGES,
      stream: true,
    })
    let text = ''
    const ends: unknown[] = []
    for await (const { choices, usage } of stream) {
      expect(usage ?? undefined).toBeUndefined()
      expect(choices).toHaveLength(1)
      text += choices[0]?.delta.content ?? ''
      if (choices[0]?.finish_reason) ends.push(choices[0].finish_reason)
    }
    expect(text).toMatch(/^The sandbox of unhardcoded answers for .*\.$/)
    expect(ends).toEqual(['stop'])
    await expectReceipts(lab, [{ hops: [[candidate]] }])
    expect(lab.receipts[0]?.usage.origin).toBe('reported')
  })

  test('is streamed with the usage that was asked for, and put together by the helper', async () => {
    const lab = await room()
    const runner = openOpenAi(lab).chat.completions.stream({
      model,
      messages: MESSAGES,
      stream_options: { include_usage: true },
    })
    const deltas: string[] = []
    runner.on('content', (delta) => deltas.push(delta))
    const { choices, usage } = await runner.finalChatCompletion()
    expect(choices[0]?.message.content).toBe(deltas.join(''))
    await expectReceipts(lab, [{ hops: [[candidate]] }])
    expect(lab.receipts[0]?.usage).toMatchObject({
      input: usage?.prompt_tokens,
      output: usage?.completion_tokens,
    })
  })

  test('breaks off at the limit of tokens that the client sets', async () => {
    const lab = await room()
    const { choices } = await openOpenAi(lab).chat.completions.create({
      model,
      messages: MESSAGES,
      max_completion_tokens: 8,
    })
    expect(choices[0]?.finish_reason).toBe('length')
    await expectReceipts(lab, [{ hops: [[candidate]] }])
  })
})

test('the models that a client lists can be asked', async () => {
  const lab = await room()
  const client = openOpenAi(lab)
  const ids: string[] = []
  for await (const { id } of client.models.list()) ids.push(id)
  expect(ids).toEqual([
    'policy:claude',
    'policy:strict',
    'policy:support',
    'family:large',
    'family:small',
  ])
  const { x_router } = Object(
    await client.chat.completions.create({ model: ids.at(-1) ?? '', messages: MESSAGES }),
  )
  expect(x_router).toMatchObject({ model: 'alpha/small' })
  await expectReceipts(lab, [{ hops: [['alpha/small']] }])
})

test.each(['policy:support', 'family:small', 'pin:alpha/small'])(
  'a client is told of the model %s',
  async (model) => {
    const client = openOpenAi(await room())
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, object: 'model' })
  },
)

test('a client is told that there is no such model', async () => {
  const client = openOpenAi(await room())
  await expect(client.models.retrieve('gpt-5')).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
    param: 'model',
  })
})

test('as many choices come back as the client wants', async () => {
  const lab = await room()
  const client = openOpenAi(lab)
  const body = { model: 'policy:support', messages: MESSAGES, n: 3 }
  const whole = await client.chat.completions.create(body)
  const streamed = await client.chat.completions.stream(body).finalChatCompletion()
  for (const { choices } of [whole, streamed]) {
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2])
  }
  await expectReceipts(lab, [{ hops: [['alpha/small']] }, { hops: [['alpha/small']] }])
})
