import { describe, expect, test } from 'vitest'
import { expectClean } from './expect-clean.ts'
import { lab } from './lab.ts'
import { speakerOf } from './speaker.ts'
import { wayOf } from './ways.ts'

const NOW = Date.parse('2026-03-01T12:00:00.000Z')

/** How a provider says when to come back: `429@…`. */
const SPELLINGS = ['2', 'date', 'ms', 'reset'] as const

describe.each(['chat', 'chat stream', 'messages', 'responses stream'])('by way of %s', (name) => {
  const way = wayOf(name)

  test.each(SPELLINGS)('a retry waits as long as the provider asks, spelled %s', async (word) => {
    const room = await lab({
      faults: [`alpha=429@${word}:x1`],
      now: () => NOW,
      limits: { retryAfterCapMs: 7 },
    })
    const policy = 'cheapest on rate_limit retry 1 after 1ms then next'
    const heard = way.read(await (await room.post(way.path, { policy, ...way.body })).text())
    expect(speakerOf(heard.text)).toBe('alpha/small')
    const { hops } = await room.receipt()
    // It asks for two seconds, of which no more than the limit is believed.
    expect(hops[0]).toMatchObject({ failure: 'rate_limit', action: 'retry_same', wait_ms: 7 })
    await expectClean(room)
  })

  test.each(SPELLINGS)('a client is told when the first limit ends, spelled %s', async (word) => {
    const room = await lab({ faults: [`alpha=429@9`, `*=429@${word}`], now: () => NOW })
    const response = await room.post(way.path, { policy: 'cheapest', ...way.body })
    expect(response.status).toBe(429)
    const { headers } = response
    const ms = Number(headers.get('retry-after-ms'))
    expect(ms).toBeGreaterThan(1000)
    expect(ms).toBeLessThanOrEqual(2000)
    expect(headers.get('retry-after')).toBe('2')
    await response.text()
    await expectClean(room)
  })

  test('a client is told nothing where no provider says anything', async () => {
    const room = await lab({ faults: ['*=429@none'] })
    const response = await room.post(way.path, { policy: 'cheapest', ...way.body })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, null])
    await response.text()
    await expectClean(room)
  })

  test('a limit longer than the request has time for is not waited for', async () => {
    const room = await lab({ faults: ['alpha=429@3600'], limits: { deadlineMs: 30_000 } })
    const policy = 'cheapest on rate_limit retry 3 after 1ms then next'
    const heard = way.read(await (await room.post(way.path, { policy, ...way.body })).text())
    expect(speakerOf(heard.text)).toBe('beta/small')
    expect((await room.receipt()).hops[0]).toMatchObject({ why: 'retry too late' })
    await expectClean(room)
  })
})

test('a provider that flaps for a minute is called no more often than its breaker lets', async () => {
  const clock = { ms: NOW }
  const room = await lab({ faults: ['alpha=429@10:/2'], now: () => clock.ms })
  const way = wayOf('chat stream')
  const speakers: string[] = []
  for (let second = 0; second < 60; second += 3) {
    const heard = way.read(
      await (await room.post(way.path, { policy: 'cheapest', ...way.body })).text(),
    )
    expect(heard).toMatchObject({ isWhole: true, error: undefined })
    speakers.push(speakerOf(heard.text))
    clock.ms += 3000
  }
  await room.receipt(20)
  const failures = room.receipts.flatMap(({ hops }) => hops.filter(({ failure }) => failure))
  // The plan shuts the route for 30 seconds after a rate limit, and lets one call probe it then.
  expect(failures).toHaveLength(2)
  expect(speakers).toContain('alpha/small')
  expect(speakers).toContain('beta/small')
  expect(room.calls).toHaveLength(22)
  const shut = room.receipts.filter(({ state }) => Object.keys(state).length > 0)
  expect(shut.length).toBeGreaterThan(10)
  await expectClean(room, 20)
})

test.each(['chat', 'chat stream'])(
  'twenty at once by way of %s, one in three of which fails, are all answered by one model each',
  async (name) => {
    const way = wayOf(name)
    const room = await lab({ faults: ['alpha=500:/3', 'beta=reset:/3'] })
    const policy = 'cheapest on server_error next on network_error retry 2 after 1ms then next'
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const response = await room.post(way.path, { policy, ...way.body })
        return way.read(await response.text())
      }),
    )
    expect(answers.map(({ isWhole }) => isWhole)).toEqual(Array(20).fill(true))
    await room.receipt(20)
    const served = room.receipts.map(({ hops }) => hops.at(-1)?.candidate).sort()
    expect(answers.map(({ text }) => speakerOf(text)).sort()).toEqual(served)
    expect(room.calls).toHaveLength(room.receipts.flatMap(({ hops }) => hops).length)
    await expectClean(room, 20)
  },
)
