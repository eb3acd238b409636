import { describe, expect, test } from 'vitest'
import { openHealth } from '../../../src/route/health/open-health.ts'
import { answered, call, failed } from './endings.ts'

const ROUTE = 'openai/gpt-5'
const KEY = 'openai|gpt-5'

test('the first call sets an average and each further one moves it by a fifth', () => {
  const health = openHealth({ averagesEveryMs: 0 })
  call(health, ROUTE, [answered(100, 1000, 50), 0])
  expect(health.state(0).ema?.[KEY]).toEqual({ latency_ms: 100, tok_s: 50, success_rate: 1 })
  call(health, ROUTE, [answered(200, 1000, 100), 1])
  expect(health.state(1).ema?.[KEY]).toEqual({ latency_ms: 120, tok_s: 60, success_rate: 1 })
  call(health, ROUTE, [failed(), 2])
  expect(health.state(2).ema?.[KEY]).toEqual({ latency_ms: 120, tok_s: 60, success_rate: 0.8 })
})

test('a route that only failed has a success rate and nothing else', () => {
  const health = openHealth()
  call(health, ROUTE, [failed(), 0])
  expect(health.state(0).ema).toEqual({ [KEY]: { success_rate: 0.8 } })
})

test.each([
  ['nobody counted the tokens', undefined, 1000],
  ['there are few of them', 15, 1000],
  ['the call took no time', 100, 0],
  ['the time is none', 100, Number.NaN],
])('no speed is measured where %s', (_, outputTokens, durationMs) => {
  const health = openHealth()
  call(health, ROUTE, [{ kind: 'answered', latencyMs: 100, durationMs, outputTokens }, 0])
  expect(health.state(0).ema?.[KEY]).toEqual({ latency_ms: 100, success_rate: 1 })
})

test.each([
  [1234.5, 1230],
  [0.123456, 0.123],
  [99_960, 100_000],
])('a latency of %s ms is read as %s', (latencyMs, read) => {
  const health = openHealth()
  call(health, ROUTE, [answered(latencyMs), 0])
  expect(health.state(0).ema?.[KEY]?.latency_ms).toBe(read)
})

describe('the object that decisions read', () => {
  test('is the same one as long as nothing changed', () => {
    const health = openHealth()
    call(health, ROUTE, [answered(), 0])
    const state = health.state(0)
    expect(health.state(100_000)).toBe(state)
    call(health, ROUTE, [answered(), 100_000])
    expect(health.state(100_000)).toBe(state)
  })

  test('is never changed', () => {
    const health = openHealth({ averagesEveryMs: 0 })
    const before = health.state(0)
    call(health, ROUTE, [failed('rate_limit', 1000), 0])
    expect(before).toEqual({ ema: {}, breakers: {}, disabled: {} })
  })

  test('takes up averages four times a second, and breakers at once', () => {
    const health = openHealth()
    call(health, ROUTE, [answered(100), 0])
    const first = health.state(0)
    call(health, ROUTE, [answered(600), 10])
    expect(health.state(249)).toBe(first)
    call(health, ROUTE, [failed('rate_limit', 1000), 249])
    expect(health.state(249)).toMatchObject({ ema: first.ema, breakers: { [KEY]: true } })
    expect(health.state(250).ema?.[KEY]).toMatchObject({ latency_ms: 200, success_rate: 0.8 })
  })

  test('is exact when a breaker closes with time', () => {
    const health = openHealth()
    call(health, ROUTE, [failed('rate_limit', 1000), 0])
    const open = health.state(0)
    expect(health.state(999)).toBe(open)
    expect(health.state(1000)).toMatchObject({ ema: open.ema, breakers: {} })
  })
})

describe('what is forgotten', () => {
  test('a route is, ten minutes after its last call', () => {
    const health = openHealth({ averagesEveryMs: 0 })
    call(health, ROUTE, [failed(), 0])
    expect(health.state(599_999).ema).toEqual({ [KEY]: { success_rate: 0.8 } })
    expect(health.state(600_000).ema).toEqual({})
    expect(health.report(600_000).routes).toEqual([])
  })

  test('an open breaker stays, but not the averages', () => {
    const health = openHealth()
    call(health, ROUTE, [failed('rate_limit', 3_000_000), 0])
    expect(health.state(2_999_999)).toEqual({ ema: {}, breakers: { [KEY]: true }, disabled: {} })
    expect(health.report(3_000_000).routes).toMatchObject([{ route: KEY, breaker: 'half_open' }])
  })

  test('a clock that goes back changes nothing', () => {
    const health = openHealth()
    call(health, ROUTE, [failed('rate_limit', 1000), 5000])
    expect(health.state(6000).breakers).toEqual({})
    expect(health.state(5000).breakers).toEqual({})
  })

  test('the route not heard of for longest makes room, unless its breaker is open', () => {
    const health = openHealth({ mostRoutes: 2 })
    call(health, 'a/m', [failed('rate_limit', 1000), 0])
    call(health, 'b/m', [answered(), 1])
    call(health, 'c/m', [answered(), 2])
    expect(health.report(3).routes.map(({ route }) => route)).toEqual(['a|m', 'c|m'])
    expect(Object.keys(health.state(3).ema ?? {})).toEqual(['a|m', 'c|m'])
    call(health, 'c/m', [failed('rate_limit', 1000), 4])
    call(health, 'd/m', [answered(), 5])
    expect(health.report(6).routes.map(({ route }) => route)).toEqual(['a|m', 'c|m'])
  })

  test('no more providers are disabled than there may be routes', () => {
    const health = openHealth({ mostRoutes: 1 })
    health.disable('a', 'auth_error', 0)
    health.disable('b', 'auth_error', 0)
    health.disable('a', 'auth_error', 1)
    expect(health.state(1).disabled).toEqual({ a: { kind: 'auth_error', at_ms: 1 } })
  })
})
