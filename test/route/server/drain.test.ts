import { describe, expect, test } from 'vitest'
import { expectClean } from './expect-clean.ts'
import { lab } from './lab.ts'
import { rawClient, rawRequest } from './raw-client.ts'
import { wayOf } from './ways.ts'

const HELLO = { policy: 'cheapest', messages: [{ role: 'user', content: 'hello' }] }

describe('a router that is to stop', () => {
  test('answers what runs, and takes no more', async () => {
    const room = await lab({ faults: ['alpha=slow@300'] })
    const answer = room.post('/chat/completions', HELLO)
    await room.called(1)
    const drained = room.router.drain(60_000)
    const late = await room.post('/chat/completions', HELLO)
    expect([late.status, late.headers.get('connection')]).toEqual([503, 'close'])
    expect(await late.json()).toMatchObject({ error: { code: 'shutting_down' } })
    const response = await answer
    expect(response.status).toBe(200)
    await response.text()
    await drained
    await expectClean(room)
  })

  test.each(['chat stream', 'messages stream', 'responses stream'])(
    'tells a client of %s that there is no more, when the time is up',
    async (name) => {
      const way = wayOf(name)
      const room = await lab({ faults: ['alpha=stall@5'] })
      const response = await room.post(way.path, { policy: 'cheapest', ...way.body })
      await room.router.drain(0)
      const heard = way.read(await response.text())
      expect(heard.isWhole).toBe(false)
      expect(heard.error).toMatch(/^(?:shutting_down|overloaded_error)$/)
      const { outcome, hops } = await room.receipt()
      expect(outcome).toBe('incomplete')
      expect(hops).toMatchObject([{ sent: 'part', action: 'abort', why: 'shutdown' }])
      await expectClean(room)
      expect(room.sandbox.counts().aborted).toBe(1)
    },
  )

  test('ends a call that has not answered, when the time is up', async () => {
    const room = await lab({ faults: ['alpha=silence'] })
    const answer = room.post('/chat/completions', HELLO)
    await room.called(1)
    await room.router.drain(0)
    const response = await answer
    expect(response.status).toBe(503)
    await response.text()
    await expectClean(room)
  })

  test('does not wait for a client that never ends its request, or never reads', async () => {
    const room = await lab({ rules: { lastWordsMs: 50 } })
    const asking = await rawClient(room)
    asking.send(rawRequest(HELLO).slice(0, -5))
    const first = await room.post('/chat/completions', HELLO)
    await first.text()
    await room.router.drain(0)
    await asking.all()
    await expectClean(room)
  })
})

test.each([
  ['the health of routes', { health: { ended: fail } }],
  ['what keeps receipts', { keep: fail }],
])('what goes wrong in %s ends one request and not the router', async (_, broken) => {
  const room = await lab()
  const healthy = await room.post('/chat/completions', HELLO)
  expect(healthy.status).toBe(200)
  const other = await lab({
    office: {
      ...('keep' in broken && { keep: broken.keep }),
      ...('health' in broken && {
        health: {
          state: () => ({}),
          began: (route) => ({ route, epoch: 0 }),
          ended: fail,
          disable: () => {},
          report: () => ({ routes: [], disabled: [] }),
        },
      }),
    },
  })
  for (const faults of [1, 2]) {
    const response = await other.post('/chat/completions', HELLO)
    await response.text().catch(() => '')
    await expect.poll(() => other.faults.length).toBeGreaterThanOrEqual(faults)
  }
  await other.router.drain(60_000)
  expect(other.sandbox.counts().open).toBe(0)
})

function fail(): never {
  throw new Error('broken on purpose')
}
