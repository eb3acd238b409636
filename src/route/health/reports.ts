import { compareBytes } from '../../base/byte-order.ts'
import type { FailureReason } from '../failure.ts'
import type { AverageBook } from './average-book.ts'
import { shutUntil, stageOf } from './gate.ts'
import type { GateBook } from './gate-book.ts'
import type { DisabledReport, RouteReport } from './health-report.ts'
import type { KnownRoute } from './known-route.ts'

/** Why and since when a provider is disabled, named as the ecosystem's other host does. */
export interface Disabled {
  readonly kind: FailureReason
  readonly at_ms: number
}

export interface RouteBooks {
  readonly routes: ReadonlyMap<string, KnownRoute>
  readonly breakers: GateBook<true>
  readonly averages: AverageBook
}

export function routeReports(books: RouteBooks, nowMs: number): readonly RouteReport[] {
  const names = [...books.routes].sort(byName)
  return names.map(([route, { answered, failed, openings }]) => {
    const gate = books.breakers.gateOf(route)
    return {
      route,
      breaker: stageOf(gate, nowMs),
      untilMs: shutUntil(gate, nowMs),
      averages: books.averages.averagesOf(route),
      answered,
      failed,
      openings,
    }
  })
}

export function disabledReports(
  book: GateBook<Disabled>,
  nowMs: number,
): readonly DisabledReport[] {
  const entries = [...book.entries()].sort(byName)
  return entries.flatMap(([provider, { gate, shown }]) => {
    const stage = stageOf(gate, nowMs)
    if (stage === 'closed') return []
    const untilMs = shutUntil(gate, nowMs)
    return [{ provider, stage, untilMs, reason: shown.kind, sinceMs: shown.at_ms }]
  })
}

function byName(one: readonly [string, unknown], other: readonly [string, unknown]): number {
  return compareBytes(one[0], other[0])
}
