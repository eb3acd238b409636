import { expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openAnthropic } from './open-anthropic.ts'

const BODY = { max_tokens: 500, messages: [{ role: 'user' as const, content: 'hi' }] }

test.each([
  ['by name', { model: 'policy:claude' }, 'claude/large'],
  [
    'as a text',
    { model: 'claude-opus-4-6', policy: 'cheapest where context >= 100k' },
    'beta/large',
  ],
  ['as a pin', { model: 'pin:claude/large' }, 'claude/large'],
])('a policy is sent %s', async (_, members, candidate) => {
  const lab = await room()
  const body = { ...BODY, ...members }
  const { x_router } = Object(await openAnthropic(lab).messages.create(body))
  expect(x_router).toMatchObject({ model: candidate })
  const sent: unknown = JSON.parse(new TextDecoder().decode(lab.calls[0]?.body))
  expect(Object.keys(Object(sent)).filter((name) => name.startsWith('policy'))).toEqual([])
  await expectReceipts(lab, [{ hops: [[candidate]] }])
})

test.each([false, true])(
  'a client does not see that it falls over to another protocol, streaming: %j',
  async (stream) => {
    const lab = await room({ faults: ['claude=529'] })
    const { messages } = openAnthropic(lab)
    const body = {
      ...BODY,
      model: 'gpt-5',
      policy: 'cheapest where context >= 100k prefer provider in [claude]',
    }
    const { content } = stream
      ? await messages.stream(body).finalMessage()
      : await messages.create(body)
    expect(content).toMatchObject([{ text: expect.stringMatching(/answers for large of beta/) }])
    await expectReceipts(lab, [{ hops: [['claude/large', 'server_error'], ['beta/large']] }])
  },
)
