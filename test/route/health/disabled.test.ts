import { expect, test } from 'vitest'
import type { Ending, Health } from '../../../src/route/health/health.ts'
import { openHealth } from '../../../src/route/health/open-health.ts'
import { answered, CANCELLED, call, failed, routeOf } from './endings.ts'

const ROUTE = 'openai/gpt-5'

test('a provider is disabled for five minutes, with the reason and since when', () => {
  const health = disabledAt(1000)
  const entry = { openai: { kind: 'auth_error', at_ms: 1000 } }
  expect(health.state(1000).disabled).toEqual(entry)
  expect(health.state(300_999).disabled).toEqual(entry)
  expect(health.state(301_000).disabled).toEqual({})
  expect(health.report(301_000).disabled).toEqual([
    {
      provider: 'openai',
      stage: 'half_open',
      untilMs: undefined,
      reason: 'auth_error',
      sinceMs: 1000,
    },
  ])
})

test('then one call of any of its routes probes it', () => {
  const health = disabledAt(0)
  const probe = health.began(routeOf('openai/gpt-5-nano'), 300_000)
  expect(Object.keys(health.state(300_000).disabled ?? {})).toEqual(['openai'])
  health.ended(probe, answered(), 301_000)
  expect(health.report(301_000).disabled).toEqual([])
})

test.each<[string, Ending, string]>([
  ['is refused again', failed('auth_error'), 'open until 600000'],
  ['is to be paid for', failed('payment_required'), 'open until 600000'],
  ['finds the server down', failed('server_error'), 'half_open'],
  ['has a bad request', failed('bad_request'), 'half_open'],
  ['is left by its client', CANCELLED, 'half_open'],
])('a provider whose probe %s', (_, ending, stage) => {
  const health = disabledAt(0)
  call(health, ROUTE, [ending, 300_000])
  const found = health.report(300_000).disabled[0]
  const until = found?.untilMs === undefined ? '' : ` until ${found.untilMs}`
  expect(`${found?.stage}${until}`).toBe(stage)
})

test('no call that began before tells that the key was mended', () => {
  const health = openHealth()
  const early = health.began(routeOf(ROUTE), 0)
  health.disable('openai', 'auth_error', 1)
  health.ended(early, answered(), 2)
  expect(Object.keys(health.state(300_000).disabled ?? {})).toEqual(['openai'])
})

test('disabling what is disabled begins its time anew', () => {
  const health = disabledAt(0)
  health.disable('openai', 'payment_required', 200_000)
  expect(health.state(499_999).disabled).toEqual({
    openai: { kind: 'payment_required', at_ms: 200_000 },
  })
  expect(health.state(500_000).disabled).toEqual({})
})

test('a provider is a name like any other', () => {
  const health = openHealth()
  health.disable('__proto__', 'auth_error', 0)
  expect(Object.keys(health.state(0).disabled ?? {})).toEqual(['__proto__'])
})

function disabledAt(nowMs: number): Health {
  const health = openHealth()
  call(health, ROUTE, [failed('auth_error'), nowMs])
  health.disable('openai', 'auth_error', nowMs)
  return health
}
