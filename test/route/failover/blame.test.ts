import { describe, expect, test } from 'vitest'
import { answers, fails, headers, held, resumed, token } from './play.ts'
import { tale } from './told.ts'

const USUAL = { headersMs: 900, firstTokenMs: 200, idleMs: 150, attemptMs: 1000 }

describe('a provider that ran out of time is marked', () => {
  test.each([
    ['attemptMs', 999, 'cancelled'],
    ['attemptMs', 1000, 'timeout'],
    ['attemptMs', 1001, 'timeout'],
  ])('where %s of the policy, %d, is no less than what the router gives', (name, ms, reason) => {
    const timers = { ...USUAL, headersMs: 5000, firstTokenMs: 5000, [name]: ms }
    const { steps, hops } = tale({ timers, usual: { ...timers, [name]: 1000 } }, { calls: [] })
    expect(steps[1]).toBe(`${ms} call a/n after ${reason}, next_candidate`)
    expect(hops[0]).toContain('timeout (attempt_timeout)')
  })

  test.each([
    [1, 'cancelled'],
    [200, 'timeout'],
  ])('and so of the first token: %d', (firstTokenMs, reason) => {
    const timers = { ...USUAL, firstTokenMs }
    const { steps } = tale({ timers, usual: USUAL }, { calls: [] })
    expect(steps[1]).toBe(`${firstTokenMs} call a/n after ${reason}, next_candidate`)
  })

  test('and a plan that opens its breaker does so for nobody else', () => {
    const on = { timeout: { action: 'next_candidate', open_breaker_ms: 5000 } }
    const timers = { ...USUAL, attemptMs: 1 }
    const { steps } = tale({ on, timers, usual: USUAL }, { calls: [] })
    expect(steps[1]).toBe('1 call a/n after cancelled, next_candidate')
    expect(tale({ on, timers: USUAL }, { calls: [] }).steps[1]).toBe(
      '200 call a/n after timeout, next_candidate open 5000',
    )
  })

  test.each([
    [501, 'cancelled'],
    [500, 'timeout'],
    [0, 'timeout'],
  ])('where it had half of the time of its request, and began at %d', (failsMs, reason) => {
    const timers = { ...USUAL, headersMs: 5000, firstTokenMs: 5000, attemptMs: 5000 }
    const calls = [fails(failsMs, 'overloaded')]
    expect(tale({ timers, limits: { deadlineMs: 1000 } }, { calls }).steps).toEqual([
      '0 call a/m',
      `${failsMs} call a/n after server_error, next_candidate`,
      `1000 finish after ${reason}, abort`,
    ])
  })
})

describe('while a client does not read', () => {
  const STREAMING = [...headers(10), ...token(20)]

  test('no timer of the call runs, and its time does not count', () => {
    const call = [...STREAMING, ...held(100), ...resumed(5000), ...answers(5140)]
    const { end, hops } = tale({ timers: USUAL }, { calls: [call] })
    expect(end).toBe('complete: answered')
    expect(hops).toEqual(['a/m 0-5140 sent all > finish'])
  })

  test('what comes all the same does not start them', () => {
    const call = [...STREAMING, ...held(100), ...token(110), ...answers(5140)]
    expect(tale({ timers: USUAL }, { calls: [call] }).end).toBe('complete: answered')
  })

  test.each([
    ['idle', [...STREAMING, ...held(100), ...resumed(5000)], 5150, 'idle_timeout'],
    [
      'the whole call',
      [...STREAMING, ...held(100), ...resumed(1100), ...token(1200, 1300, 1400, 1500)],
      1650,
      'idle_timeout',
    ],
    [
      'the whole call, held twice',
      [
        ...STREAMING,
        ...[...held(100), ...resumed(1100), ...held(1110), ...resumed(2110)],
        ...Array.from({ length: 9 }, (_, i) => token(2200 + 100 * i)).flat(),
      ],
      3000,
      'attempt_timeout',
    ],
  ])('%s runs on from there when it reads again', (_, call, endMs, cause) => {
    const { hops } = tale({ timers: USUAL }, { calls: [call] })
    expect(hops).toEqual([
      `a/m 0-${endMs} stream_interrupted (${cause}) sent part > abort: stream has begun`,
    ])
  })

  test.each([
    [149, 'stream_interrupted'],
    [150, 'cancelled'],
  ])('a stream that breaks off is no mark, held up for %d', (ms, reason) => {
    const calls = [
      [...STREAMING, ...held(100), ...resumed(100 + ms), ...fails(260, 'connection_reset')],
    ]
    expect(tale({ timers: USUAL }, { calls }).steps[1]).toBe(`260 finish after ${reason}, abort`)
  })

  test('the deadline holds, and is no mark against the provider', () => {
    const limits = { deadlineMs: 3000 }
    const { steps, end } = tale(
      { timers: USUAL, limits },
      { calls: [[...STREAMING, ...held(100)]] },
    )
    expect(steps).toEqual(['0 call a/m', '3000 finish after cancelled, abort'])
    expect(end).toBe('incomplete: deadline')
  })
})
