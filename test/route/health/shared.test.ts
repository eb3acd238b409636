import { describe, expect, test } from 'vitest'
import type { Health } from '../../../src/route/health/health.ts'
import { HEALTH_SETTINGS } from '../../../src/route/health/health-settings.ts'
import { type OwnHealth, openHealth } from '../../../src/route/health/open-health.ts'
import { sharedHealth } from '../../../src/route/health/shared-health.ts'
import { heardGate, type StoredGate, storedGate } from '../../../src/route/health/told-gate.ts'
import { answered, CANCELLED, call, failed, routeOf } from './endings.ts'

const ROUTE = 'openai/gpt-5'
const KEY = 'openai|gpt-5'

interface Pair {
  readonly one: Health
  readonly other: Health
  /** All that was told, for one who comes later. */
  readonly told: readonly StoredGate[]
}

/** Two routers that hear each other at once. */
function pair(): Pair {
  const owns: readonly OwnHealth[] = [openHealth(), openHealth()]
  const told: StoredGate[] = []
  const [one, other] = owns.map((own, i) =>
    sharedHealth(own, (gate, nowMs) => {
      const stored = storedGate(gate, { by: `router ${i}`, nowMs }, HEALTH_SETTINGS)
      told.push(stored)
      for (const [at, each] of owns.entries()) hear(each, stored, { by: `router ${at}`, nowMs })
    }),
  )
  if (one === undefined || other === undefined) throw new Error('there are two')
  return { one, other, told }
}

type Hearing = Parameters<typeof heardGate>[1]

function hear(own: OwnHealth, stored: Pick<StoredGate, 'name' | 'text'>, at: Hearing): void {
  const heard = heardGate(stored, at, HEALTH_SETTINGS)
  if (heard !== undefined) own.heard(heard, at.nowMs)
}

function isShut(health: Health, nowMs: number): boolean {
  return health.state(nowMs).breakers?.[KEY] === true
}

function failing(health: Health, times: number, nowMs = 0): void {
  for (let i = 0; i < times; i++) call(health, ROUTE, [failed(), nowMs])
}

describe('routers that share health', () => {
  test('know of a breaker that one of them opened, until the same time', () => {
    const { one, other } = pair()
    failing(one, 5)
    expect([isShut(one, 29_999), isShut(other, 29_999)]).toEqual([true, true])
    expect([isShut(one, 30_000), isShut(other, 30_000)]).toEqual([false, false])
  })

  test('count failures each for themselves', () => {
    const { one, other } = pair()
    failing(one, 4)
    failing(other, 4)
    expect([isShut(one, 0), isShut(other, 0)]).toEqual([false, false])
  })

  test.each([
    ['opens it for all when it goes well', answered(), [false, false]],
    ['shuts it for all again when it fails, for twice as long', failed(), [true, true]],
  ])('have one probe between them, which %s', (_, ending, shut) => {
    const { one, other } = pair()
    failing(one, 5)
    const probe = other.began(routeOf(ROUTE), 30_000)
    expect([isShut(one, 30_001), isShut(other, 30_001)]).toEqual([true, true])
    other.ended(probe, ending, 31_000)
    expect([isShut(one, 90_999), isShut(other, 90_999)]).toEqual(shut)
    expect([isShut(one, 91_000), isShut(other, 91_000)]).toEqual([false, false])
  })

  test('probe in turn where a probe told nothing', () => {
    const { one, other } = pair()
    failing(one, 5)
    other.ended(other.began(routeOf(ROUTE), 30_000), CANCELLED, 30_500)
    expect([isShut(one, 30_500), isShut(other, 30_500)]).toEqual([false, false])
    call(one, ROUTE, [answered(), 30_600])
    expect(other.report(30_600).routes[0]?.breaker).toBe('closed')
  })

  test('go on with their own probes where both began one', () => {
    const owns = [openHealth(), openHealth()] as const
    for (const own of owns) failing(own, 5)
    const probe = owns[0].began(routeOf(ROUTE), 30_000)
    const text = JSON.stringify({ by: 'b', is: 'probing', at_ms: 60_000, last_ms: 30_000 })
    hear(owns[0], { name: `route ${KEY}`, text }, { by: 'a', nowMs: 30_001 })
    owns[0].ended(probe, answered(), 30_002)
    expect(owns[0].report(30_002).routes[0]?.breaker).toBe('closed')
  })

  test('do not count calls that began before another one opened or closed it', () => {
    const { one, other } = pair()
    const early = Array.from({ length: 5 }, () => other.began(routeOf(ROUTE), 0))
    failing(one, 5)
    call(one, ROUTE, [answered(), 30_000])
    for (const each of early) other.ended(each, failed(), 30_001)
    expect(isShut(other, 30_001)).toBe(false)
  })

  test('know of a provider that refused the key of one, and why', () => {
    const { one, other } = pair()
    one.disable('openai', 'auth_error', 1000)
    const disabled = { openai: { kind: 'auth_error', at_ms: 1000 } }
    expect([one.state(1001).disabled, other.state(1001).disabled]).toEqual([disabled, disabled])
    call(other, ROUTE, [answered(), 301_000])
    expect([one.report(301_000).disabled, other.report(301_000).disabled]).toEqual([[], []])
  })

  test('say nothing of calls that go well, and little of those that do not', () => {
    const { one, told } = pair()
    for (let i = 0; i < 100; i++) call(one, ROUTE, [answered(), i])
    failing(one, 3, 100)
    expect(told).toEqual([])
    failing(one, 4, 200)
    expect(told.map(({ name, forMs }) => [name, forMs])).toEqual([[`route ${KEY}`, 330_000]])
  })

  test('do not say of a route that they have forgotten that it is open', () => {
    const { one, told } = pair()
    failing(one, 5)
    call(one, ROUTE, [answered(), 30_000])
    const before = told.length
    call(one, 'openai/other', [answered(), 30_000 + HEALTH_SETTINGS.forgottenAfterMs])
    expect(told).toHaveLength(before)
  })

  test('tell a newcomer what there is', () => {
    const { one, told } = pair()
    failing(one, 5)
    one.disable('groq', 'payment_required', 0)
    const newcomer = openHealth()
    for (const stored of told) hear(newcomer, stored, { by: 'new', nowMs: 10 })
    const { breakers, disabled } = one.state(10)
    expect(newcomer.state(10)).toEqual({ breakers, disabled, ema: {} })
  })
})

describe('what a store says is not believed', () => {
  const open = { by: 'b', is: 'open', at_ms: 5000, last_ms: 5000 }
  const NAME = `route ${KEY}`

  test.each([
    ['where it is no gate', NAME, 'open'],
    ['where it is another value', NAME, '[1]'],
    ['where it is of no kind', NAME, JSON.stringify({ ...open, is: 'ajar' })],
    ['where a time is none', NAME, JSON.stringify({ ...open, at_ms: '5000' })],
    ['where a time is before all', NAME, JSON.stringify({ ...open, last_ms: -1 })],
    ['where it is too long', NAME, JSON.stringify({ ...open, more: 'x'.repeat(1024) })],
    ['where it is of nobody', 'peer x', JSON.stringify(open)],
    ['where its name is too long', `route ${'x'.repeat(257)}`, JSON.stringify(open)],
    ['where the reader said it', NAME, JSON.stringify({ ...open, by: 'a' })],
  ])('%s', (_, name, text) => {
    expect(heardGate({ name, text }, { by: 'a', nowMs: 0 }, HEALTH_SETTINGS)).toBeUndefined()
  })

  test('where it would shut a provider without a reason that there is', () => {
    const own = openHealth()
    const text = JSON.stringify({ ...open, why: 'whim', since_ms: 0 })
    hear(own, { name: 'provider openai', text }, { by: 'a', nowMs: 0 })
    expect(own.state(0).disabled).toEqual({})
  })

  test('for longer than an hour', () => {
    const own = openHealth()
    const text = JSON.stringify({ ...open, at_ms: 1e15, last_ms: 1e15 })
    hear(own, { name: NAME, text }, { by: 'a', nowMs: 0 })
    expect([isShut(own, 3_599_999), isShut(own, 3_600_000)]).toEqual([true, false])
  })

  test('beyond as many routes as are known at most', () => {
    const own = openHealth({ mostRoutes: 2 })
    for (let i = 0; i < 5; i++) {
      const name = `route openai|${i}`
      hear(own, { name, text: JSON.stringify(open) }, { by: 'a', nowMs: 0 })
    }
    expect(Object.keys(own.state(0).breakers ?? {})).toHaveLength(2)
  })
})
