import { expect, test } from 'vitest'
import { expectReplays, lab } from './lab.ts'

const HELLO = { policy: 'cheapest', messages: [{ role: 'user', content: 'hello' }] }

test('a chat completion goes to the first candidate and comes back with its receipt', async () => {
  const room = await lab()
  const response = await room.post('/chat/completions', HELLO)
  const answer = await response.json()
  expect(answer).toMatchObject({ object: 'chat.completion' })
  const receipt = await room.receipt()
  expect(await expectReplays(room)).toEqual([])
  expect(room.faults).toEqual([])
})

test('a stream', async () => {
  const room = await lab({ faults: ['alpha=429'] })
  const response = await room.post('/chat/completions', { ...HELLO, stream: true })
  const receipt = await room.receipt()
  expect(await expectReplays(room)).toEqual([])
  expect(room.faults).toEqual([])
})
