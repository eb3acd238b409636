import fc from 'fast-check'
import { expect, test } from 'vitest'
import { REASONS } from '../../../src/compile/check/check-fail-plan.ts'
import type { Call, Ending } from '../../../src/route/health/health.ts'
import { HEALTH_SETTINGS, type HealthSettings } from '../../../src/route/health/health-settings.ts'
import { openHealth } from '../../../src/route/health/open-health.ts'
import { runs } from '../../runs.ts'
import { routeOf } from './endings.ts'
import { type NaiveCall, NaiveHealth } from './naive-health.ts'

/** Small numbers, so that everything happens within a short sequence. */
const SETTINGS: HealthSettings = {
  ...HEALTH_SETTINGS,
  failuresInRow: 3,
  windowCalls: 4,
  windowMs: 120,
  openMs: 50,
  longestOpenMs: 200,
  longestCoolMs: 400,
  probeMs: 60,
  disabledMs: 150,
  averagesEveryMs: 0,
  forgottenAfterMs: 600,
}

const ROUTES = ['a/x', 'a/y', 'm/x@p']

const ending: fc.Arbitrary<Ending> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('answered' as const),
      latencyMs: fc.integer({ min: 0, max: 5000 }),
      durationMs: fc.integer({ min: 1, max: 60_000 }),
      outputTokens: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('failed' as const),
      reason: fc.constantFrom(...REASONS),
      openBreakerMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        fc.integer({ min: 1, max: 500 }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancelled' as const) }) },
)

type Happening =
  | { readonly what: 'begin'; readonly route: string }
  | { readonly what: 'end'; readonly which: number; readonly ending: Ending }
  | { readonly what: 'disable'; readonly route: string }

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('begin' as const),
      route: fc.constantFrom(...ROUTES),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ what: fc.constant('end' as const), which: fc.nat(), ending }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('disable' as const),
      route: fc.constantFrom(...ROUTES),
    }),
  },
)

const story = fc.array(
  fc.record({
    afterMs: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) }, fc.nat(700)),
    happening,
  }),
  // Long ones: a breaker that opens again after a probe takes many steps.
  { minLength: 20, maxLength: 150, size: 'max' },
)

test('health is what the plain rules say, at any time', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const health = openHealth(SETTINGS)
      const naive = new NaiveHealth(SETTINGS)
      const open: { readonly call: Call; readonly naive: NaiveCall }[] = []
      let nowMs = 0
      for (const step of steps) {
        nowMs += step.afterMs
        const { happening } = step
        if (happening.what === 'begin') {
          const route = routeOf(happening.route)
          open.push({
            call: health.began(route, nowMs),
            naive: naive.began(route.provider, route.peer ?? route.route, nowMs),
          })
        } else if (happening.what === 'disable') {
          const { provider } = routeOf(happening.route)
          health.disable(provider, 'auth_error', nowMs)
          naive.disable(provider, 'auth_error', nowMs)
        } else {
          const [ended] = open.splice(happening.which % Math.max(1, open.length), 1)
          if (ended === undefined) continue
          health.ended(ended.call, happening.ending, nowMs)
          naive.ended(ended.naive, happening.ending, nowMs)
        }
        expect(health.state(nowMs)).toEqual(naive.state(nowMs))
      }
    }),
    runs(80),
  )
})

test('no two probes are under way at once, and no breaker is open beyond its time', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const health = openHealth(SETTINGS)
      const open: Call[] = []
      /** By route: until when its probe holds the breaker. */
      const probes = new Map<string, { readonly call: Call; readonly untilMs: number }>()
      const longestMs = Math.max(SETTINGS.longestOpenMs, SETTINGS.longestCoolMs)
      let nowMs = 0
      for (const { afterMs, happening } of steps) {
        nowMs += afterMs
        const reports = new Map(health.report(nowMs).routes.map((each) => [each.route, each]))
        for (const { untilMs = nowMs } of reports.values()) {
          expect(untilMs - nowMs).toBeLessThanOrEqual(longestMs)
        }
        if (happening.what === 'begin') {
          const route = routeOf(happening.route)
          const key = route.peer ?? route.route
          const call = health.began(route, nowMs)
          open.push(call)
          const isProbe = reports.get(key)?.breaker === 'half_open'
          if (!isProbe) continue
          const other = probes.get(key)
          expect(other === undefined || other.untilMs <= nowMs).toBe(true)
          expect(health.state(nowMs).breakers?.[key]).toBe(true)
          probes.set(key, { call, untilMs: nowMs + SETTINGS.probeMs })
        } else if (happening.what === 'end') {
          const [call] = open.splice(happening.which % Math.max(1, open.length), 1)
          if (call === undefined) continue
          health.ended(call, happening.ending, nowMs)
          for (const [key, probe] of probes) if (probe.call === call) probes.delete(key)
        }
      }
      expect(health.state(nowMs + longestMs).breakers).toEqual({})
    }),
    runs(80),
  )
})
