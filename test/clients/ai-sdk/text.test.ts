import { APICallError, generateText, streamText } from 'ai'
import { describe, expect, test, vi } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { MODELS } from './models.ts'

describe.each(MODELS)('the AI SDK by $by, asked for $model', ({ model, candidate, open }) => {
  test('generates text', async () => {
    const lab = await room()
    const { text, finishReason, usage, response } = await generateText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: 'hi',
    })
    expect(text).toMatch(/^The sandbox/)
    expect(finishReason).toBe('stop')
    expect(response.headers).toMatchObject({ 'x-unhardcoded-model': candidate })
    await expectReceipts(lab, [{ hops: [[candidate]] }])
    expect(lab.receipts[0]?.usage).toMatchObject({
      input: usage.inputTokens,
      output: usage.outputTokens,
    })
  })

  test('streams text', async () => {
    const lab = await room()
    const stream = streamText({ model: open(lab, model), maxOutputTokens: 500, prompt: 'hi' })
    let text = ''
    for await (const delta of stream.textStream) text += delta
    expect(text).toMatch(/^The sandbox .*\.$/)
    expect(await stream.finishReason).toBe('stop')
    await expectReceipts(lab, [{ hops: [[candidate]] }])
    expect(lab.receipts[0]?.usage).toMatchObject({ output: (await stream.usage).outputTokens })
  })

  test('throws an error that says whether another try is of use', async () => {
    const lab = await room()
    const call = generateText({
      model: open(lab, 'policy:strict'),
      maxOutputTokens: 500,
      prompt: 'hi',
    })
    const thrown = await call.catch((error: unknown) => error)
    expect(APICallError.isInstance(thrown)).toBe(true)
    expect(thrown).toMatchObject({
      statusCode: 422,
      isRetryable: false,
      message: expect.stringMatching(/^None of \d candidates passes the policy/),
    })
    await expectReceipts(lab, [{ outcome: 'rejected', hops: [] }])
  })

  test('tells of a stream that fails in its middle', async () => {
    const lab = await room({ faults: ['*=cut@4'] })
    const errors: unknown[] = []
    const stream = streamText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: 'hi',
      onError: ({ error }) => void errors.push(error),
    })
    let text = ''
    for await (const delta of stream.textStream) text += delta
    expect(text).toMatch(/^The sandbox/)
    expect(errors).toHaveLength(1)
    expect(JSON.stringify(errors)).toContain('The answer broke off')
    await expectReceipts(lab, [
      { outcome: 'incomplete', hops: [[candidate, 'stream_interrupted']] },
    ])
  })

  test('leaves no call behind when it is aborted', async () => {
    const lab = await room({ faults: ['*=stall@3'] })
    const leaving = new AbortController()
    const stream = streamText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: 'hi',
      abortSignal: leaving.signal,
    })
    for await (const _ of stream.textStream) leaving.abort()
    await expectReceipts(lab, [{ outcome: 'cancelled', hops: [[candidate]] }])
    await vi.waitFor(() => expect(lab.sandbox.counts()).toMatchObject({ open: 0, aborted: 1 }))
  })
})

const FIRST_FAILS = MODELS.filter(({ candidate }) => candidate === 'alpha/small')

describe.each(FIRST_FAILS)('the AI SDK by $by, where providers fail', ({ model, open }) => {
  const faults = ['alpha=429', 'beta=reset:x1']
  const hops = [
    ['alpha/small', 'rate_limit'],
    ['beta/small', 'network_error'],
    ['beta/large'],
  ] as const

  test('sees only the good answer', async () => {
    const lab = await room({ faults })
    const { text } = await generateText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: 'hi',
      maxRetries: 0,
    })
    expect(text).toMatch(/^The sandbox .* answers for large of beta/)
    await expectReceipts(lab, [{ hops }])
  })

  test('sees only the good stream', async () => {
    const lab = await room({ faults })
    const { text } = streamText({
      model: open(lab, model),
      maxOutputTokens: 500,
      prompt: 'hi',
      maxRetries: 0,
    })
    expect(await text).toMatch(/^The sandbox .* answers for large of beta.*\.$/)
    await expectReceipts(lab, [{ hops }])
  })
})

test('the AI SDK comes again when a rate limit is over', async () => {
  const lab = await room({ faults: ['alpha=429@1:x1'] })
  const [first] = MODELS
  if (first === undefined) throw new Error('there are no models')
  await generateText({
    model: first.open(lab, 'pin:alpha/small'),
    maxOutputTokens: 500,
    prompt: 'hi',
  })
  await expectReceipts(lab, [
    { outcome: 'exhausted', hops: [['alpha/small', 'rate_limit']] },
    { hops: [['alpha/small']] },
  ])
})
