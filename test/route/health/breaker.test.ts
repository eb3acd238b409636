import { describe, expect, test } from 'vitest'
import { REASONS } from '../../../src/compile/check/check-fail-plan.ts'
import type { Ending, Health } from '../../../src/route/health/health.ts'
import { openHealth } from '../../../src/route/health/open-health.ts'
import { answered, CANCELLED, call, failed, routeOf } from './endings.ts'

const ROUTE = 'openai/gpt-5'
const KEY = 'openai|gpt-5'

describe('what opens a breaker', () => {
  test('five failures in a row, and not four', () => {
    const health = openHealth()
    times(4, () => call(health, ROUTE, [failed(), 0]))
    expect(stage(health, 0)).toBe('closed')
    call(health, ROUTE, [failed(), 0])
    expect(stage(health, 0)).toBe('open until 30000')
  })

  test('a success in between begins the row anew', () => {
    const health = openHealth({ windowCalls: 1000 })
    const endings = [...Array(4).fill(failed()), answered(), ...Array(4).fill(failed())]
    for (const ending of endings) call(health, ROUTE, [ending, 0])
    expect(stage(health, 0)).toBe('closed')
  })

  test('half of ten calls within the window', () => {
    const health = openHealth()
    times(4, () => {
      call(health, ROUTE, [failed(), 0])
      call(health, ROUTE, [answered(), 0])
    })
    call(health, ROUTE, [answered(), 0])
    expect(stage(health, 0)).toBe('closed')
    call(health, ROUTE, [failed(), 0])
    expect(stage(health, 0)).toBe('open until 30000')
  })

  test('no share of calls that the window no longer reaches', () => {
    const health = openHealth()
    times(4, () => call(health, ROUTE, [failed(), 0]))
    times(5, () => call(health, ROUTE, [answered(), 60_000]))
    call(health, ROUTE, [failed(), 60_000])
    expect(stage(health, 60_000)).toBe('closed')
  })

  test('a plan that asks for it, for the time it asks', () => {
    const health = openHealth()
    call(health, ROUTE, [failed('rate_limit', 7000), 100])
    expect(stage(health, 7099)).toBe('open until 7100')
    expect(stage(health, 7100)).toBe('half_open')
  })

  test('a plan extends the time and never shortens it', () => {
    const health = openHealth()
    const calls = [7000, 9000, 1000].map((coolMs) => ({
      begun: health.began(routeOf(ROUTE), 0),
      coolMs,
    }))
    for (const { begun, coolMs } of calls) health.ended(begun, failed('rate_limit', coolMs), 0)
    expect(stage(health, 0)).toBe('open until 9000')
    expect(health.report(0).routes[0]?.openings).toBe(1)
  })

  test('no plan shuts a route for days', () => {
    const health = openHealth()
    call(health, ROUTE, [failed('rate_limit', 1e12), 0])
    expect(stage(health, 0)).toBe('open until 3600000')
  })

  test.each([Number.NaN, -1, 0])('a plan that asks for %s ms asks for nothing', (coolMs) => {
    const health = openHealth()
    call(health, ROUTE, [failed('rate_limit', coolMs), 0])
    expect(stage(health, 0)).toBe('closed')
  })

  const OF_REQUESTS = ['bad_request', 'content_filter', 'context_overflow']

  test.each(REASONS)('%s counts, unless the request is to blame', (reason) => {
    const health = openHealth()
    times(20, () => call(health, ROUTE, [failed(reason, 0), 0]))
    const isOfRequest = OF_REQUESTS.includes(reason)
    expect(stage(health, 0)).toBe(isOfRequest ? 'unknown' : 'open until 30000')
  })

  test.each(OF_REQUESTS)('no plan opens a breaker for %s', (name) => {
    const health = openHealth()
    const reason = REASONS.find((each) => each === name) ?? 'unknown'
    call(health, ROUTE, [failed(reason, 60_000), 0])
    expect(health.state(0)).toEqual({ ema: {}, breakers: {}, disabled: {} })
  })

  test('a client that leaves is no mark', () => {
    const health = openHealth()
    times(20, () => call(health, ROUTE, [CANCELLED, 0]))
    expect(health.report(0).routes).toEqual([])
  })

  test('each peer of a route has its own', () => {
    const health = openHealth()
    times(5, () => call(health, 'market/llama@a', [failed(), 0]))
    call(health, 'market/llama@b', [answered(), 0])
    expect(health.state(0).breakers).toEqual({ 'market|llama|a': true })
  })
})

describe('what closes a breaker', () => {
  test('a probe that succeeds', () => {
    const health = broken()
    call(health, ROUTE, [answered(), 30_000])
    expect(stage(health, 30_000)).toBe('closed')
  })

  test('one that was closed begins to count anew', () => {
    const health = broken()
    call(health, ROUTE, [answered(), 30_000])
    times(4, () => call(health, ROUTE, [failed(), 30_000]))
    expect(stage(health, 30_000)).toBe('closed')
  })

  test('while a probe is under way the breaker reads open', () => {
    const health = broken()
    expect(health.state(30_000).breakers).toEqual({})
    const probe = health.began(routeOf(ROUTE), 30_000)
    expect(health.state(30_000).breakers).toEqual({ [KEY]: true })
    expect(stage(health, 30_000)).toBe('probing until 60000')
    health.ended(probe, answered(), 31_000)
    expect(health.state(31_000).breakers).toEqual({})
  })

  test.each<[string, Ending]>([
    ['was cancelled', CANCELLED],
    ['had a bad request', failed('bad_request', 9000)],
  ])('a probe that %s is given back', (_, ending) => {
    const health = broken()
    call(health, ROUTE, [ending, 30_000])
    expect(stage(health, 30_000)).toBe('half_open')
    call(health, ROUTE, [answered(), 30_001])
    expect(stage(health, 30_001)).toBe('closed')
  })

  test('a probe that takes too long makes place for another', () => {
    const health = broken()
    const slow = health.began(routeOf(ROUTE), 30_000)
    expect(stage(health, 60_000)).toBe('half_open')
    const next = health.began(routeOf(ROUTE), 60_000)
    health.ended(slow, failed(), 61_000)
    expect(stage(health, 61_000)).toBe('probing until 90000')
    health.ended(next, answered(), 62_000)
    expect(stage(health, 62_000)).toBe('closed')
  })

  test('a late probe still tells when no other was sent', () => {
    const health = broken()
    const slow = health.began(routeOf(ROUTE), 30_000)
    health.ended(slow, answered(), 99_000)
    expect(stage(health, 99_000)).toBe('closed')
  })

  test('no call that is not the probe', () => {
    const health = openHealth()
    const early = health.began(routeOf(ROUTE), 0)
    times(5, () => call(health, ROUTE, [failed(), 0]))
    const lastResort = health.began(routeOf(ROUTE), 1)
    health.ended(early, answered(), 2)
    health.ended(lastResort, answered(), 3)
    expect(stage(health, 3)).toBe('open until 30000')
  })

  test('what began before the breaker closed no longer opens it', () => {
    const health = openHealth()
    const stragglers = times(20, () => health.began(routeOf(ROUTE), 0))
    times(5, () => call(health, ROUTE, [failed(), 0]))
    call(health, ROUTE, [answered(), 30_000])
    for (const straggler of stragglers) health.ended(straggler, failed('timeout'), 30_001)
    expect(stage(health, 30_001)).toBe('closed')
  })
})

describe('how long a breaker is open', () => {
  test('each probe that fails doubles the time, up to the most', () => {
    const health = broken()
    const spans: number[] = []
    let nowMs = 30_000
    for (let probe = 0; probe < 6; probe++) {
      call(health, ROUTE, [failed(), nowMs])
      const untilMs = health.report(nowMs).routes[0]?.untilMs ?? Number.NaN
      spans.push(untilMs - nowMs)
      nowMs = untilMs
    }
    expect(spans).toEqual([60_000, 120_000, 240_000, 300_000, 300_000, 300_000])
  })

  test('doubling begins at what the plan asked for', () => {
    const health = openHealth()
    call(health, ROUTE, [failed('rate_limit', 1000), 0])
    call(health, ROUTE, [failed('rate_limit', 1000), 1000])
    expect(stage(health, 1000)).toBe('open until 3000')
  })

  test('a plan that asks for more than the doubled time gets it', () => {
    const health = broken()
    call(health, ROUTE, [failed('rate_limit', 90_000), 30_000])
    expect(stage(health, 30_000)).toBe('open until 120000')
  })

  test('opening soon after closing doubles the time, later it does not', () => {
    const ends = [60_000, 400_000].map((nowMs) => {
      const health = broken()
      call(health, ROUTE, [answered(), 30_000])
      times(5, () => call(health, ROUTE, [failed(), nowMs]))
      return (health.report(nowMs).routes[0]?.untilMs ?? Number.NaN) - nowMs
    })
    expect(ends).toEqual([60_000, 30_000])
  })

  test('a route that flaps for a minute gets eleven of its 20 requests', () => {
    const health = openHealth()
    // One request each three seconds, of which every third goes well.
    const sent = Array.from({ length: 20 }, (_, request) => {
      const nowMs = request * 3000
      if (health.state(nowMs).breakers?.[KEY] === true) return '-'
      const isUp = request % 3 === 2
      call(health, ROUTE, [isUp ? answered() : failed(), nowMs])
      return isUp ? 'u' : 'd'
    })
    expect(sent.join('')).toBe('ddudduddud---------d')
    expect(stage(health, 60_000)).toBe('open until 117000')
  })

  test('twenty requests at once to a route that just came back send one probe', () => {
    const health = broken()
    const sent = times(20, () => {
      const isOpen = health.state(30_000).breakers?.[KEY] === true
      return isOpen ? [] : [health.began(routeOf(ROUTE), 30_000)]
    })
    expect(sent.flat()).toHaveLength(1)
  })
})

/** Open from 0 to 30,000. */
function broken(): Health {
  const health = openHealth()
  times(5, () => call(health, ROUTE, [failed(), 0]))
  return health
}

function stage(health: Health, nowMs: number): string {
  const found = health.report(nowMs).routes.find(({ route }) => route === KEY)
  if (found === undefined) return 'unknown'
  const { breaker, untilMs } = found
  return untilMs === undefined ? breaker : `${breaker} until ${untilMs}`
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}
