import type { RouteKeys } from '../../../src/decide/context.ts'
import type { FailureReason } from '../../../src/route/failure.ts'
import type { Ending, Health } from '../../../src/route/health/health.ts'

export const CANCELLED: Ending = { kind: 'cancelled' }

export function answered(latencyMs = 200, durationMs = 1000, outputTokens = 50): Ending {
  return { kind: 'answered', latencyMs, durationMs, outputTokens }
}

export function failed(reason: FailureReason = 'server_error', openBreakerMs = 0): Ending {
  return { kind: 'failed', reason, openBreakerMs }
}

/** `openai/gpt-5`, or `market/llama@peer`. */
export function routeOf(name: string): RouteKeys {
  const [provider = '', model = ''] = name.split('/')
  const [family = '', peer] = model.split('@')
  const route = `${provider}|${family}`
  return { provider, route, peer: peer === undefined ? undefined : `${route}|${peer}` }
}

/** A call that takes no time. */
export function call(health: Health, name: string, what: [ending: Ending, nowMs: number]): void {
  const [ending, nowMs] = what
  health.ended(health.began(routeOf(name), nowMs), ending, nowMs)
}
