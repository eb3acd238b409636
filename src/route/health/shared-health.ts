import type { RouteKeys } from '../../decide/context.ts'
import type { Gate } from './gate.ts'
import { type Health, keyOf } from './health.ts'
import type { OwnHealth } from './open-health.ts'
import type { GateName, ToldGate } from './told-gate.ts'

/** The health of one router that tells others of each gate that it opens, probes or closes. */
export function sharedHealth(
  own: OwnHealth,
  tell: (told: ToldGate, nowMs: number) => void,
): Health {
  const telling = <T>(gates: readonly GateName[], nowMs: number, act: () => T): T => {
    const before = gates.map((each) => own.gateOf(each).gate)
    const made = act()
    for (const [i, each] of gates.entries()) {
      const after = own.gateOf(each)
      if (isNews(after.gate, before[i])) tell({ ...each, ...after }, nowMs)
    }
    return made
  }
  return {
    state: own.state,
    report: own.report,
    began: (route, nowMs) => telling(gatesOf(route), nowMs, () => own.began(route, nowMs)),
    ended: (call, ending, nowMs) =>
      telling(gatesOf(call.route), nowMs, () => own.ended(call, ending, nowMs)),
    disable: (provider, reason, nowMs) =>
      telling([{ of: 'provider', name: provider }], nowMs, () =>
        own.disable(provider, reason, nowMs),
      ),
  }
}

function gatesOf(route: RouteKeys): readonly GateName[] {
  return [
    { of: 'route', name: keyOf(route) },
    { of: 'provider', name: route.provider },
  ]
}

/** Not where a route was forgotten, which was closed before. */
function isNews(gate: Gate, last: Gate | undefined): boolean {
  return gate !== last && !(gate.kind === 'closed' && last?.kind === 'closed')
}
