import type { HealthState } from '../../../src/decide/context.ts'
import type { FailureReason } from '../../../src/route/failure.ts'
import type { Ending } from '../../../src/route/health/health.ts'
import type { HealthSettings } from '../../../src/route/health/health-settings.ts'

/*
 * The rules of health, told again in the plainest way: everything that ended is kept, and every
 * question looks through all of it. One record for each route and each provider, changed in place;
 * nothing is cached, and averages are always those of now.
 */

interface NaiveGate {
  stage: 'closed' | 'open' | 'probing'
  untilMs: number
  lastMs: number
  closedMs: number
  probe: number | undefined
}

interface NaiveRoute {
  gate: NaiveGate
  changes: number
  /** Of the calls that count: those since the last change of the gate. */
  log: { nowMs: number; failed: boolean }[]
  heardMs: number
  latency: number | undefined
  speed: number | undefined
  success: number | undefined
}

export interface NaiveCall {
  readonly id: number
  readonly provider: string
  readonly key: string
  readonly changes: number
}

export class NaiveHealth {
  readonly routes = new Map<string, NaiveRoute>()
  readonly disabled = new Map<string, { gate: NaiveGate; kind: string; atMs: number }>()
  readonly settings: HealthSettings
  calls = 0

  constructor(settings: HealthSettings) {
    this.settings = settings
  }

  state(nowMs: number): HealthState {
    this.forget(nowMs)
    const breakers = [...this.routes].filter(([, { gate }]) => isShut(gate, nowMs))
    const shut = [...this.disabled].filter(([, { gate }]) => isShut(gate, nowMs))
    return {
      ema: Object.fromEntries(
        [...this.routes].flatMap(([key, { success, latency, speed }]) =>
          success === undefined
            ? []
            : [[key, rounded({ latency_ms: latency, tok_s: speed, success_rate: success })]],
        ),
      ),
      breakers: Object.fromEntries(breakers.map(([key]) => [key, true])),
      disabled: Object.fromEntries(
        shut.map(([provider, { kind, atMs }]) => [provider, { kind, at_ms: atMs }]),
      ),
    }
  }

  began(provider: string, key: string, nowMs: number): NaiveCall {
    this.forget(nowMs)
    const route = this.routes.get(key)
    const call = { id: ++this.calls, provider, key, changes: route?.changes ?? 0 }
    for (const gate of [route?.gate, this.disabled.get(provider)?.gate]) {
      if (gate === undefined || gate.stage === 'closed' || isShut(gate, nowMs)) continue
      Object.assign(gate, {
        stage: 'probing',
        probe: call.id,
        untilMs: nowMs + this.settings.probeMs,
      })
    }
    return call
  }

  ended(call: NaiveCall, ending: Ending, nowMs: number): void {
    this.forget(nowMs)
    const reason = ending.kind === 'failed' ? ending.reason : ending.kind
    const provider = this.disabled.get(call.provider)
    if (provider?.gate.stage === 'probing' && provider.gate.probe === call.id) {
      if (reason === 'answered') this.disabled.delete(call.provider)
      else if (ending.kind === 'failed' && /^(auth_error|payment_required)$/.test(reason)) {
        this.disable(call.provider, ending.reason, nowMs)
      } else Object.assign(provider.gate, { stage: 'open', probe: undefined, untilMs: nowMs })
    }
    const known = this.routes.get(call.key)
    const isProbe = known?.gate.stage === 'probing' && known.gate.probe === call.id
    if (/^(cancelled|bad_request|content_filter|context_overflow)$/.test(reason)) {
      if (isProbe) {
        Object.assign(known.gate, { stage: 'open', probe: undefined, untilMs: nowMs })
      }
      return
    }
    const route = known ?? newRoute()
    this.routes.set(call.key, route)
    route.heardMs = nowMs
    this.average(route, ending)
    if (isProbe) this.endProbe(route, ending, nowMs)
    else this.count(route, { call, ending, nowMs })
  }

  disable(provider: string, kind: FailureReason, nowMs: number): void {
    const gate = this.disabled.get(provider)?.gate ?? newGate()
    Object.assign(gate, {
      stage: 'open',
      probe: undefined,
      untilMs: nowMs + this.settings.disabledMs,
    })
    this.disabled.set(provider, { gate, kind, atMs: nowMs })
  }

  private endProbe(route: NaiveRoute, ending: Ending, nowMs: number): void {
    const { gate } = route
    if (ending.kind === 'failed') {
      const doubled = Math.min(this.settings.longestOpenMs, 2 * gate.lastMs)
      const lastMs = Math.max(doubled, this.cool(ending))
      Object.assign(gate, { stage: 'open', untilMs: nowMs + lastMs, lastMs })
    } else Object.assign(gate, { stage: 'closed', closedMs: nowMs })
    gate.probe = undefined
    route.changes += 1
    route.log = []
  }

  private count(
    route: NaiveRoute,
    { call, ending, nowMs }: { call: NaiveCall; ending: Ending; nowMs: number },
  ): void {
    const { gate } = route
    const failed = ending.kind === 'failed'
    let lastMs = this.cool(ending)
    if (gate.stage === 'closed' && call.changes === route.changes) {
      route.log.push({ nowMs, failed })
      if (failed && this.isTooMuch(route, nowMs)) {
        const { openMs, longestOpenMs } = this.settings
        const isAgain = nowMs - gate.closedMs < longestOpenMs
        const ownMs = isAgain ? Math.max(openMs, Math.min(longestOpenMs, 2 * gate.lastMs)) : openMs
        lastMs = Math.max(lastMs, ownMs)
      }
    }
    if (lastMs === 0) return
    const wasShut = isShut(gate, nowMs)
    if (gate.stage === 'open' && gate.untilMs > nowMs + lastMs) return
    Object.assign(gate, { stage: 'open', probe: undefined, untilMs: nowMs + lastMs, lastMs })
    if (wasShut) return
    route.changes += 1
    route.log = []
  }

  private isTooMuch({ log }: NaiveRoute, nowMs: number): boolean {
    const { failuresInRow, windowMs, windowCalls, failureRatio } = this.settings
    const last = log.slice(-failuresInRow)
    if (last.length === failuresInRow && last.every(({ failed }) => failed)) return true
    const slice = (ms: number): number => Math.floor(ms / (windowMs / 12))
    const inWindow = log.filter((each) => slice(each.nowMs) > slice(nowMs) - 12)
    const failures = inWindow.filter(({ failed }) => failed).length
    return inWindow.length >= windowCalls && failures / inWindow.length >= failureRatio
  }

  private cool(ending: Ending): number {
    return ending.kind === 'failed'
      ? Math.min(ending.openBreakerMs, this.settings.longestCoolMs)
      : 0
  }

  private average(route: NaiveRoute, ending: Ending): void {
    const { weight } = this.settings
    const mix = (old: number | undefined, value: number): number =>
      old === undefined ? value : old + (value - old) * weight
    route.success = mix(route.success ?? 1, ending.kind === 'answered' ? 1 : 0)
    if (ending.kind !== 'answered') return
    const { latencyMs, outputTokens = 0, durationMs } = ending
    route.latency = mix(route.latency, latencyMs)
    if (outputTokens >= 16) route.speed = mix(route.speed, (outputTokens * 1000) / durationMs)
  }

  private forget(nowMs: number): void {
    for (const [key, route] of this.routes) {
      if (nowMs < route.heardMs + this.settings.forgottenAfterMs) continue
      if (route.gate.stage === 'closed') this.routes.delete(key)
      Object.assign(route, { latency: undefined, speed: undefined, success: undefined })
    }
  }
}

function isShut({ stage, untilMs }: NaiveGate, nowMs: number): boolean {
  return stage !== 'closed' && nowMs < untilMs
}

function newGate(): NaiveGate {
  return { stage: 'closed', untilMs: 0, lastMs: 0, closedMs: -Infinity, probe: undefined }
}

function newRoute(): NaiveRoute {
  const unmeasured = { latency: undefined, speed: undefined, success: undefined }
  return { gate: newGate(), changes: 0, log: [], heardMs: 0, ...unmeasured }
}

function rounded(values: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Number(value.toPrecision(3))]],
    ),
  )
}
