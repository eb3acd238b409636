import { quantityText } from '../../compile/quantity-text.ts'
import type { Action } from '../../decide/fail-plan.ts'
import { planLevels } from '../plan-levels.ts'
import type { PolicyRule } from '../rule.ts'

export const unboundedRetry: PolicyRule = {
  code: 'UH5104',
  name: 'unbounded-retry',
  summary: 'a retry has no end in sight',
  why: 'A raw plan may retry without saying how often, or retry when the retries are used up: then only the patience of the host ends it. More than 10 retries of one model, or a wait of more than 10 minutes, outlast the callers, whose clients give up after 10 minutes or sooner, while every attempt may be billed. Retry once or twice, and go on to another model.',
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the failure plan',
  examples: {
    bad: [
      'cheapest fallback next on server_error retry 50 after 1s then next',
      'cheapest fallback next on rate_limit retry 1 after 1h then next',
      'cheapest fallback term ["override", ["always", {"action": "abort"}], "timeout", {"action": "retry_same", "attempts": 2, "then_action": "retry_same"}]',
      'cheapest fallback term ["override", ["always", {"action": "abort"}], "timeout", {"action": "retry_same"}]',
    ],
    good: ['cheapest fallback next on server_error retry 2 after 200ms, 600ms then next'],
  },
  check(policy) {
    const seen = new Set<string | undefined>()
    return planLevels(policy).flatMap(({ place, action, reason }) => {
      if (seen.has(reason) || action.action !== 'retry_same') return []
      seen.add(reason)
      const message = faultOf(action)
      if (message === undefined) return []
      return [
        { place, message, help: 'retry once or twice, then go on: `retry 2 after 1s then next`' },
      ]
    })
  },
}

const MOST_RETRIES = 10
const LONGEST_WAIT_MS = 600_000

function faultOf({ attempts, then_action, backoff_ms = 0 }: Action): string | undefined {
  if (then_action === 'retry_same') return 'the retries are followed by retries, without end'
  if (attempts === undefined) return 'this does not say how often to retry'
  if (attempts > MOST_RETRIES) return `${attempts} retries of one model outlast the caller`
  const waits = typeof backoff_ms === 'number' ? [backoff_ms] : backoff_ms
  const longest = Math.max(...waits)
  if (attempts <= 0 || longest <= LONGEST_WAIT_MS) return undefined
  return `a wait of ${quantityText(longest, 'duration')} before a retry outlasts the caller`
}
