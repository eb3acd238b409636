import { describe, expect, test, vi } from 'vitest'
import { expectClean } from './expect-clean.ts'
import { lab } from './lab.ts'
import { rawClient, rawRequest } from './raw-client.ts'

const HELLO = { policy: 'cheapest', messages: [{ role: 'user', content: 'hello' }] }
const STREAM = { ...HELLO, stream: true }

describe.each([
  ['whole', HELLO],
  ['as a stream', STREAM],
])('a client that wants its answer %s and leaves', (_, body) => {
  test.each([
    ['before the headers', 'silence'],
    ['before the first token', 'slow-token@60000'],
    ['while the provider only proves its life', 'keep-alive@60000'],
  ])('%s ends the call', async (_, fault) => {
    const room = await lab({ faults: [`alpha=${fault}`] })
    const client = await rawClient(room)
    client.send(rawRequest(body))
    await room.called(1)
    client.leave()
    const { outcome, hops } = await room.receipt()
    expect(outcome).toBe('cancelled')
    expect(hops).toMatchObject([
      { candidate: 'alpha/small', sent: 'nothing', action: 'abort', why: 'client left' },
    ])
    expect(hops[0]?.failure).toBeUndefined()
    await expectClean(room)
    expect(room.sandbox.counts()).toMatchObject({ aborted: 1, closed: 0 })
    expect(room.calls).toHaveLength(1)
  })

  test('in a wait between two calls is called nobody for', async () => {
    const room = await lab({ faults: ['alpha=503'], limits: { retryAfterCapMs: 60_000 } })
    const policy = 'cheapest on server_error retry 3 after 60s then next'
    const client = await rawClient(room)
    client.send(rawRequest({ ...body, policy }))
    await vi.waitFor(() => expect(room.sandbox.counts()).toMatchObject({ closed: 1, open: 0 }), {
      interval: 2,
    })
    client.leave()
    const { outcome, hops } = await room.receipt()
    expect(outcome).toBe('cancelled')
    expect(hops).toMatchObject([
      { candidate: 'alpha/small', failure: 'server_error', action: 'abort', why: 'client left' },
    ])
    expect(room.calls).toHaveLength(1)
    await expectClean(room)
  })
})

test('a client that leaves in the middle of a stream ends the call, which is no mark against the provider', async () => {
  const marks: unknown[] = []
  const room = await lab({
    faults: ['alpha=stall@5'],
    office: {
      health: {
        state: () => ({}),
        began: (route) => ({ route, epoch: 0 }),
        ended: (_, ending) => marks.push(ending),
        disable: () => marks.push('disabled'),
        report: () => ({ routes: [], disabled: [] }),
      },
    },
  })
  const client = await rawClient(room)
  client.send(rawRequest(STREAM))
  await client.until('"content":"The"', '"content":" sandbox"')
  client.leave()
  const { outcome, hops, usage } = await room.receipt()
  expect(outcome).toBe('cancelled')
  expect(hops).toMatchObject([{ candidate: 'alpha/small', sent: 'part', why: 'client left' }])
  expect(hops[0]?.failure).toBeUndefined()
  expect(usage).toMatchObject({ origin: 'estimated' })
  await expectClean(room)
  expect(room.sandbox.counts().aborted).toBe(1)
  expect(marks).toEqual([{ kind: 'cancelled' }])
})

test('a client that leaves before its request is whole leaves nothing behind', async () => {
  const room = await lab()
  const client = await rawClient(room)
  client.send(rawRequest(HELLO).slice(0, -5))
  client.leave()
  await room.router.drain(60_000)
  expect(room.calls).toEqual([])
  await expectClean(room, 0)
})

test('no timer is left when a request is over', async () => {
  const set = vi.spyOn(globalThis, 'setTimeout')
  const cleared = vi.spyOn(globalThis, 'clearTimeout')
  const room = await lab({
    faults: ['alpha=500:x1', 'alpha=stall@3:/2'],
    limits: { deadlineMs: 777_777 },
    timers: { headersMs: 777_000, idleMs: 777_000, attemptMs: 777_000, firstTokenMs: 777_000 },
  })
  for (const body of [HELLO, STREAM]) await (await room.post('/chat/completions', body)).text()
  const client = await rawClient(room)
  client.send(rawRequest(STREAM))
  await client.until('"content"')
  client.leave()
  await room.receipt(3)
  await room.router.drain(60_000)
  const timers = set.mock.results.filter((_, index) => Number(set.mock.calls[index]?.[1]) > 700_000)
  expect(timers.length).toBeGreaterThan(2)
  const stopped = new Set(cleared.mock.calls.map(([timer]) => timer))
  expect(timers.filter(({ value }) => !stopped.has(value))).toEqual([])
  vi.restoreAllMocks()
})
