import { expect, test } from 'vitest'
import { expectReplays, lab } from './lab.ts'

const HELLO = { policy: 'cheapest', messages: [{ role: 'user', content: 'hello' }] }

test('a chat completion goes to the first candidate and comes back with its receipt', async () => {
  const room = await lab()
  const response = await room.post('/chat/completions', HELLO)
  const receipt = await room.receipt()
  expect(response.headers.get('x-unhardcoded-receipt')).toBe(receipt.id)
  expect(response.headers.get('x-unhardcoded-model')).toBe('alpha/small')
  expect(await response.json()).toMatchObject({
    object: 'chat.completion',
    model: 'small',
    x_router: { receipt: receipt.id, model: 'alpha/small', attempts: 1 },
  })
  expect(await expectReplays(room)).toEqual([])
  expect(room.faults).toEqual([])
})

test('a stream falls over before its first byte and ends with its receipt', async () => {
  const room = await lab({ faults: ['alpha=429'] })
  const response = await room.post('/chat/completions', { ...HELLO, stream: true })
  const text = await response.text()
  expect(text).toMatch(
    /: x_router \{.*"model":"beta\/small","attempts":2.*\}\n\ndata: \[DONE\]\n\n$/,
  )
  const { hops, outcome } = await room.receipt()
  expect(outcome).toBe('complete')
  expect(hops.map(({ candidate, failure }) => [candidate, failure])).toEqual([
    ['alpha/small', 'rate_limit'],
    ['beta/small', undefined],
  ])
  expect(await expectReplays(room)).toEqual([])
  expect(room.faults).toEqual([])
})
