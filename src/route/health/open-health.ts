import type { HealthState } from '../../decide/context.ts'
import type { FailureReason } from '../failure.ts'
import { openAverageBook } from './average-book.ts'
import { breakerAfter, NO_COUNTS } from './breaker.ts'
import { givenBack, isProbeOf, opened, probed } from './gate.ts'
import { type GateBook, openGateBook } from './gate-book.ts'
import { type Call, type Ending, type Health, keyOf } from './health.ts'
import { HEALTH_SETTINGS, type HealthSettings } from './health-settings.ts'
import { type KnownRoute, UNKNOWN_ROUTE } from './known-route.ts'
import { accountMarkOf, markOf } from './mark.ts'
import { type Disabled, disabledReports, routeReports } from './reports.ts'
import type { GateName, HeardGate, ToldGate } from './told-gate.ts'

/** The health that one router knows by itself, and what it hears of that of others. */
export interface OwnHealth extends Health {
  readonly gateOf: (of: GateName) => Pick<ToldGate, 'gate' | 'disabled'>
  /** Another router has opened, probed or closed that gate: calls from before do not count. */
  readonly heard: (heard: HeardGate, nowMs: number) => void
}

/** The health of routes in memory: that of one router, and gone with it. */
export function openHealth(given: Partial<HealthSettings> = {}): OwnHealth {
  const settings: HealthSettings = { ...HEALTH_SETTINGS, ...given }
  const memory: Memory = {
    settings,
    routes: new Map(),
    breakers: openGateBook(),
    disabled: openGateBook(),
    averages: openAverageBook(settings),
    forgetAtMs: Number.POSITIVE_INFINITY,
  }
  let latestMs = Number.NEGATIVE_INFINITY
  let state: HealthState = {}
  /** The time, never going back, when what is too old is forgotten. */
  const at = (nowMs: number): number => {
    if (nowMs > latestMs) latestMs = nowMs
    if (latestMs >= memory.forgetAtMs) forget(memory, latestMs)
    return latestMs
  }
  return {
    state: (time) => {
      const nowMs = at(time)
      const ema = memory.averages.shown(nowMs)
      const breakers = memory.breakers.shut(nowMs)
      const disabled = memory.disabled.shut(nowMs)
      const isSame = ema === state.ema && breakers === state.breakers && disabled === state.disabled
      if (!isSame) state = { ema, breakers, disabled }
      return state
    },
    began: (route, time) => {
      const nowMs = at(time)
      const epoch = (memory.routes.get(keyOf(route)) ?? UNKNOWN_ROUTE).counts.epoch
      const call: Call = { route, epoch }
      const times = { nowMs, probeMs: settings.probeMs }
      const books = [
        { book: memory.breakers, name: keyOf(route) },
        { book: memory.disabled, name: route.provider },
      ]
      for (const { book, name } of books) {
        const gate = probed(book.gateOf(name), call, times)
        if (gate !== undefined) book.replace(name, gate)
      }
      return call
    },
    ended: (call, ending, time) => {
      const nowMs = at(time)
      settleAccount(memory, { call, ending, nowMs })
      settleRoute(memory, { call, ending, nowMs })
    },
    disable: (provider, reason, time) => {
      const nowMs = at(time)
      if (!hasRoomFor(memory, provider)) return
      shutProvider(memory, { provider, reason, nowMs })
    },
    gateOf: ({ of, name }) => {
      if (of === 'route') return { gate: memory.breakers.gateOf(name) }
      const disabled = memory.disabled.entries().get(name)?.shown
      return { gate: memory.disabled.gateOf(name), disabled }
    },
    heard: (heard, time) => {
      const nowMs = at(time)
      if (heard.of === 'route') hearOfRoute(memory, heard, nowMs)
      else hearOfProvider(memory, heard)
    },
    report: (time) => {
      const nowMs = at(time)
      const disabled = disabledReports(memory.disabled, nowMs)
      return { routes: routeReports(memory, nowMs), disabled }
    },
  }
}

interface Memory {
  readonly settings: HealthSettings
  /** By name; what was marked longest ago comes first. */
  readonly routes: Map<string, KnownRoute>
  readonly breakers: GateBook<true>
  readonly disabled: GateBook<Disabled>
  readonly averages: ReturnType<typeof openAverageBook>
  /** Before then there is nothing to forget. */
  forgetAtMs: number
}

interface Ended {
  readonly call: Call
  readonly ending: Ending
  readonly nowMs: number
}

/** What the probe of a disabled provider tells. */
function settleAccount(memory: Memory, { call, ending, nowMs }: Ended): void {
  const { provider } = call.route
  const gate = memory.disabled.gateOf(provider)
  if (!isProbeOf(gate, call)) return
  const mark = accountMarkOf(ending)
  if (mark === 'good') memory.disabled.remove(provider)
  else if (mark === 'none') memory.disabled.replace(provider, givenBack(gate, nowMs))
  else if (ending.kind === 'failed') {
    shutProvider(memory, { provider, reason: ending.reason, nowMs })
  }
}

interface Shutting {
  readonly provider: string
  readonly reason: FailureReason
  readonly nowMs: number
}

function shutProvider({ disabled, settings }: Memory, { provider, reason, nowMs }: Shutting): void {
  const gate = opened(disabled.gateOf(provider), settings.disabledMs, nowMs)
  disabled.put(provider, gate, { kind: reason, at_ms: nowMs })
}

function hasRoomFor({ disabled, settings }: Memory, provider: string): boolean {
  const held = disabled.entries()
  return held.has(provider) || held.size < settings.mostRoutes
}

function hearOfProvider(memory: Memory, { name, gate, isProbed, disabled }: HeardGate): void {
  const before = memory.disabled.gateOf(name)
  if (isProbed && before.kind === 'probing') return
  if (gate.kind === 'closed') memory.disabled.remove(name)
  else if (disabled !== undefined && hasRoomFor(memory, name)) {
    memory.disabled.put(name, gate, disabled)
  }
}

/** Where two probe at once, each goes on with its own. */
function hearOfRoute(memory: Memory, { name, gate, isProbed }: HeardGate, nowMs: number): void {
  const before = memory.breakers.gateOf(name)
  if (isProbed && before.kind === 'probing') return
  if (gate.kind === 'closed' && before.kind === 'closed') return
  const route = memory.routes.get(name) ?? madeRoom(memory)
  if (route === undefined) return
  memory.breakers.put(name, gate, true)
  const counts = { ...NO_COUNTS, epoch: route.counts.epoch + 1 }
  remember(memory, name, { ...route, markedMs: nowMs, counts })
}

/** What a call tells of its route. */
function settleRoute(memory: Memory, { call, ending, nowMs }: Ended): void {
  const { breakers, settings } = memory
  const name = keyOf(call.route)
  const gate = breakers.gateOf(name)
  const mark = markOf(ending)
  if (mark === 'none') {
    if (isProbeOf(gate, call)) breakers.replace(name, givenBack(gate, nowMs))
    return
  }
  const before = memory.routes.get(name) ?? madeRoom(memory)
  if (before === undefined) return
  const openBreakerMs = ending.kind === 'failed' ? ending.openBreakerMs : 0
  const failed = mark === 'bad'
  const marked = { call, failed, openBreakerMs, nowMs }
  const breaker = breakerAfter({ gate, counts: before.counts }, marked, settings)
  if (breaker.gate !== gate) breakers.put(name, breaker.gate, true)
  memory.averages.add(name, ending)
  const hasOpened = breaker.counts.epoch !== before.counts.epoch && breaker.gate.kind === 'open'
  remember(memory, name, {
    markedMs: nowMs,
    counts: breaker.counts,
    answered: before.answered + (failed ? 0 : 1),
    failed: before.failed + (failed ? 1 : 0),
    openings: before.openings + (hasOpened ? 1 : 0),
  })
}

function remember(memory: Memory, name: string, route: KnownRoute): void {
  // Taken out first, so that it comes to stand last.
  memory.routes.delete(name)
  memory.routes.set(name, route)
  const untilMs = route.markedMs + memory.settings.forgottenAfterMs
  memory.forgetAtMs = Math.min(memory.forgetAtMs, untilMs)
}

/** Room for another route, if need be that of the one not heard of for longest. */
function madeRoom(memory: Memory): KnownRoute | undefined {
  const { routes, settings } = memory
  if (routes.size < settings.mostRoutes) return UNKNOWN_ROUTE
  for (const name of routes.keys()) {
    if (drop(memory, name)) return UNKNOWN_ROUTE
  }
  return undefined
}

function forget(memory: Memory, nowMs: number): void {
  for (const [name, { markedMs }] of memory.routes) {
    const untilMs = markedMs + memory.settings.forgottenAfterMs
    if (nowMs < untilMs) {
      memory.forgetAtMs = untilMs
      return
    }
    // A breaker that is not closed is kept until it was probed, but the averages are not.
    memory.averages.remove(name)
    drop(memory, name)
  }
  memory.forgetAtMs = Number.POSITIVE_INFINITY
}

/** Whether it could be dropped: a route whose breaker is not closed cannot. */
function drop({ routes, breakers, averages }: Memory, name: string): boolean {
  if (breakers.gateOf(name).kind !== 'closed') return false
  averages.remove(name)
  breakers.remove(name)
  return routes.delete(name)
}
