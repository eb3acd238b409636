import OpenAI from 'openai'
import { expect, test, vi } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi, TARGETS } from './open-openai.ts'

const MESSAGES = [{ role: 'user' as const, content: 'hi' }]

test.each(TARGETS)(
  'a client leaves a stream of $speaks in its middle',
  async ({ model, candidate }) => {
    const lab = await room({ faults: ['*=stall@3'] })
    const stream = await openOpenAi(lab).chat.completions.create({
      model,
      messages: MESSAGES,
      stream: true,
    })
    for await (const { choices } of stream) if (choices[0]?.delta.content) break
    await expectReceipts(lab, [{ outcome: 'cancelled', hops: [[candidate]] }])
    await vi.waitFor(() => expect(lab.sandbox.counts()).toMatchObject({ open: 0, aborted: 1 }))
  },
)

test('a client aborts a stream by its signal', async () => {
  const lab = await room({ faults: ['*=stall@3'] })
  const leaving = new AbortController()
  const stream = await openOpenAi(lab).chat.completions.create(
    { model: 'policy:support', messages: MESSAGES, stream: true },
    { signal: leaving.signal },
  )
  for await (const { choices } of stream) if (choices[0]?.delta.content) leaving.abort()
  await expectReceipts(lab, [{ outcome: 'cancelled', hops: [['alpha/small']] }])
})

test('a client aborts before the first byte, and nobody else is called', async () => {
  const lab = await room({ faults: ['*=silence'] })
  const leaving = new AbortController()
  const call = openOpenAi(lab).chat.completions.create(
    { model: 'policy:support', messages: MESSAGES },
    { signal: leaving.signal },
  )
  const thrown = call.catch((error: unknown) => error)
  await vi.waitFor(() => expect(lab.calls).toHaveLength(1))
  leaving.abort()
  expect(await thrown).toBeInstanceOf(OpenAI.APIUserAbortError)
  await expectReceipts(lab, [{ outcome: 'cancelled', hops: [['alpha/small']] }])
  await vi.waitFor(() => expect(lab.sandbox.counts()).toMatchObject({ open: 0, aborted: 1 }))
})

test('a client that waits no longer than it said leaves no call behind', async () => {
  const lab = await room({ faults: ['*=silence'] })
  const call = openOpenAi(lab, { timeout: 300 }).chat.completions.create({
    model: 'policy:support',
    messages: MESSAGES,
  })
  await expect(call).rejects.toBeInstanceOf(OpenAI.APIConnectionTimeoutError)
  await expectReceipts(lab, [{ outcome: 'cancelled', hops: [['alpha/small']] }])
})
