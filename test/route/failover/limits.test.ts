import { describe, expect, test } from 'vitest'
import { alive, answers, fails, headers, token } from './play.ts'
import { STOP, tale } from './told.ts'

const RETRY = { action: 'retry_same', attempts: 5, backoff_ms: 1000, then_action: 'next_candidate' }

describe('attempts', () => {
  test.each([1, 2, 3])('%d calls are made, and no more', (attempts) => {
    const calls = [1, 2, 3, 4].map(() => fails(1, 'overloaded'))
    const { steps, hops, end, error } = tale({ limits: { attempts } }, { calls })
    expect(steps).toHaveLength(attempts + 1)
    expect(hops.at(-1)).toContain('server_error (overloaded) > abort: attempts')
    expect([end, error]).toEqual(['exhausted: attempts', 'upstream_failed'])
  })

  test('an endless retry ends with them', () => {
    const on = { else: { action: 'retry_same' } }
    expect(tale({ on }, { calls: Array(20).fill(fails(1, 'overloaded')) }).hops).toHaveLength(8)
  })

  test('the wait for a call that they forbid is not waited for', () => {
    const calls = [fails(5, 'rate_limited', { retryAfterMs: 3000 })]
    expect(tale({ on: { rate_limit: RETRY }, limits: { attempts: 1 } }, { calls })).toEqual({
      steps: ['0 call a/m', '5 finish after rate_limit, retry_same'],
      hops: ['a/m 0-5 rate_limit (rate_limited) > abort: attempts'],
      end: 'exhausted: attempts',
      error: 'rate_limited, again in 3000',
    })
  })
})

describe('the deadline', () => {
  const limits = { deadlineMs: 100 }

  test('ends a call at its moment, and the walk with it', () => {
    expect(tale({ limits }, { calls: [] })).toEqual({
      steps: ['0 call a/m', '100 finish after timeout, abort'],
      hops: ['a/m 0-100 timeout (deadline) > abort: deadline'],
      end: 'exhausted: deadline',
      error: 'deadline',
    })
  })

  test('interrupts a stream that has begun', () => {
    expect(tale({ limits }, { calls: [[...headers(1), ...token(2, 50)]] })).toEqual({
      steps: ['0 call a/m', '100 finish after stream_interrupted, abort'],
      hops: ['a/m 0-100 stream_interrupted (deadline) sent part > abort: deadline'],
      end: 'incomplete: deadline',
      error: 'deadline',
    })
  })

  test('is the same for all calls: a second one gets what is left', () => {
    expect(tale({ limits }, { calls: [fails(70, 'overloaded')] }).hops).toEqual([
      'a/m 0-70 server_error (overloaded) > next_candidate: plan',
      'a/n 70-100 timeout (deadline) > abort: deadline',
    ])
  })

  test.each([
    [99, 'complete: answered'],
    [100, 'exhausted: deadline'],
    [101, 'exhausted: deadline'],
  ])('a call at %d ms is made before it, and not at it', (afterMs, end) => {
    // The failure is told before the alarm of the same moment.
    const calls = [fails(Math.min(afterMs, 100), 'overloaded'), answers(0)]
    const played = tale({ limits: { deadlineMs: 100 } }, { calls })
    expect(played.end).toBe(end)
  })

  test('no call is made of a request that comes after it', () => {
    expect(tale({ limits }, { calls: [], startMs: 100 })).toEqual({
      steps: ['100 finish'],
      hops: [],
      end: 'rejected: deadline',
      error: 'deadline',
    })
  })
})

describe('the spend', () => {
  const setting = { worst: 0.4, limits: { spend: { digits: 1n, exponent: 0 } } }
  const cut = fails(2, 'truncated_json')

  test.each([
    ['a refusal costs nothing', fails(1, 'overloaded', { status: 503 }), 4, 'plan'],
    ['nor does what was not sent', fails(1, 'connection_refused'), 4, 'plan'],
    ['nor does what the router could not even write', fails(1, 'bad_request'), 4, 'plan'],
    ['a call that broke off may cost all it can', [...headers(1), ...cut], 2, 'spend'],
    ['so may one that never spoke', fails(1, 'headers_timeout'), 2, 'spend'],
    ['and one whose connection broke', fails(1, 'connection_reset'), 2, 'spend'],
    [
      'what was reported is what it cost',
      [
        ...headers(1),
        ...fails(2, 'html', { usage: { origin: 'reported', input: 1000, output: 0 } }),
      ],
      4,
      'plan',
    ],
    [
      'an unknown usage is not none',
      [...headers(1), ...fails(2, 'html', { usage: { origin: 'unknown' } })],
      2,
      'spend',
    ],
    [
      'nor is half of one',
      [...headers(1), ...fails(2, 'html', { usage: { origin: 'reported', input: 10 } })],
      2,
      'spend',
    ],
  ])('%s', (_, call, count, why) => {
    const played = tale(setting, { calls: [call, call, call, call] })
    expect(played.hops).toHaveLength(count)
    expect(played.end).toBe(`exhausted: ${why}`)
    if (why === 'spend') expect(played.error).toBe('budget_spent')
  })

  test.each([
    [0.5, 'complete: answered'],
    [0.6, 'exhausted: spend'],
  ])('is exact: two calls at %d of a limit of 1', (worst, end) => {
    const calls = [fails(1, 'headers_timeout'), answers(1)]
    expect(tale({ ...setting, worst }, { calls }).end).toBe(end)
  })

  test('is exact in decimals: three times 0.1 are within 0.3', () => {
    const calls = [fails(1, 'headers_timeout'), fails(1, 'headers_timeout'), answers(1)]
    const limits = { spend: { digits: 3n, exponent: -1 } }
    expect(tale({ worst: 0.1, limits }, { calls }).end).toBe('complete: answered')
  })

  test.each([2, 'unknown'] as const)('a first call at %s is not made', (worst) => {
    expect(tale({ ...setting, worst }, { calls: [] })).toEqual({
      steps: ['0 finish'],
      hops: [],
      end: 'rejected: spend',
      error: 'budget_spent',
    })
  })

  test('an unknown price is no matter where nothing limits it', () => {
    expect(tale({ worst: 'unknown' }, { calls: [answers(1)] }).end).toBe('complete: answered')
  })
})

describe('timers', () => {
  const on = { else: STOP }
  const timers = { headersMs: 100, firstTokenMs: 200, idleMs: 150, attemptMs: 1000 }

  test.each([
    ['headers', [], 100, 'headers_timeout'],
    ['no life before the headers holds them up', alive(50, 90), 100, 'headers_timeout'],
    ['idle after the headers', headers(20), 170, 'idle_timeout'],
    [
      'comments prove life, and are no first token',
      [...headers(20), ...alive(100, 180)],
      200,
      'first_token_timeout',
    ],
    ['idle goes before the first token where it is earlier', headers(49), 199, 'idle_timeout'],
  ] as const)('%s', (_, call, atMs, code) => {
    expect(tale({ on, timers }, { calls: [call] })).toEqual({
      steps: ['0 call a/m', `${atMs} finish after timeout, abort`],
      hops: [`a/m 0-${atMs} timeout (${code}) > abort: plan`],
      end: 'exhausted: plan',
      error: 'upstream_failed',
    })
  })

  test.each([
    ['idle after a token', [...headers(20), ...token(50)], 200, 'idle_timeout'],
    [
      'keep-alives hold it up',
      [...headers(20), ...token(50), ...alive(180, 300)],
      450,
      'idle_timeout',
    ],
    [
      'and nothing holds up the attempt',
      [...headers(20), ...token(...Array.from({ length: 20 }, (_, i) => 50 + i * 100))],
      1000,
      'attempt_timeout',
    ],
  ])('in a stream: %s', (_, call, atMs, code) => {
    expect(tale({ on, timers }, { calls: [call] })).toEqual({
      steps: ['0 call a/m', `${atMs} finish after stream_interrupted, abort`],
      hops: [`a/m 0-${atMs} stream_interrupted (${code}) sent part > abort: stream has begun`],
      end: 'incomplete: plan',
      error: 'upstream_failed',
    })
  })

  const refusal = headers(20, 429)
  const drops = [...refusal, ...alive(...Array.from({ length: 40 }, (_, i) => 40 + i * 20))]
  test.each([
    ['drop by drop', drops, {}, 70],
    ['not at all', refusal, {}, 70],
    ['no later than an answer may be silent', refusal, { idleMs: 30 }, 50],
    ['no later than a call may take', drops, { attemptMs: 60 }, 60],
    ['no later than a first token may come', drops, { firstTokenMs: 65 }, 65],
    ['to its end in time', [...refusal, ...fails(50, 'rate_limited', { status: 429 })], {}, 50],
  ])('a refusal is judged by what there is, where its body comes %s', (_, call, more, atMs) => {
    const refusing = { ...timers, refusalMs: 50, ...more }
    expect(tale({ on, timers: refusing }, { calls: [call] })).toMatchObject({
      hops: [`a/m 0-${atMs} rate_limit (rate_limited) > abort: plan`],
      error: 'rate_limited',
    })
  })

  test('the deadline is one for a refusal too', () => {
    const setting = { on, timers: { ...timers, refusalMs: 50 }, limits: { deadlineMs: 70 } }
    expect(tale(setting, { calls: [drops] }).end).toBe('exhausted: deadline')
  })

  test('an answer in one piece has no first token to wait for', () => {
    const calls = [[...headers(20), ...alive(150, 290), ...answers(400)]]
    const { steps } = tale({ on, timers, delivery: 'whole' }, { calls })
    expect(steps).toEqual(['0 call a/m', '400 finish'])
  })

  test('of two that end together the narrower one is told, and the deadline before all', () => {
    const same = { headersMs: 100, firstTokenMs: 100, idleMs: 100, attemptMs: 101 }
    expect(tale({ on, timers: same }, { calls: [] }).hops).toEqual([
      'a/m 0-100 timeout (headers_timeout) > abort: plan',
    ])
    expect(tale({ on, timers: same, limits: { deadlineMs: 100 } }, { calls: [] }).hops).toEqual([
      'a/m 0-100 timeout (deadline) > abort: deadline',
    ])
  })

  test('begin anew with each call', () => {
    const { hops } = tale({ timers }, { calls: [[], [...headers(60), ...alive(150)]], startMs: 7 })
    expect(hops.slice(0, 2)).toEqual([
      'a/m 7-107 timeout (headers_timeout) > next_candidate: plan',
      'a/n 107-307 timeout (first_token_timeout) > next_candidate: plan',
    ])
  })
})
