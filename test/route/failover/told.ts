import { expect } from 'vitest'
import type { Candidate } from '../../../src/catalog/candidate.ts'
import { type Decimal, decimalOf } from '../../../src/catalog/money.ts'
import type { Param, Term } from '../../../src/ir/term.ts'
import { errorOf } from '../../../src/route/failover/error-of.ts'
import {
  CALL_TIMERS,
  type CallTimers,
  REQUEST_LIMITS,
  type RequestLimits,
} from '../../../src/route/failover/limits.ts'
import type { RunPlan } from '../../../src/route/failover/run-state.ts'
import type { Ending } from '../../../src/route/failover/run-step.ts'
import type { HopRecord } from '../../../src/trace/index.ts'
import { checkWalk } from '../../../src/trace/walk-check.ts'
import { play, type Script } from './play.ts'

/** Two models at `a`, the first of them at `b` too, and a third one with a larger context. */
export const RANKED: readonly Candidate[] = [
  route('a', 'm', 1000),
  route('a', 'n', 1000),
  route('b', 'm', 1000),
  route('c', 'k', 9000),
]

export function route(provider: string, model: string, context: number): Candidate {
  return {
    cid: `${provider}/${model}`,
    provider_id: provider,
    model_family: model,
    price_in: 1,
    price_out: 10,
    capabilities: { context },
  }
}

export interface Setting {
  /** What is done after a failure; `next_candidate` where nothing is said. */
  readonly on?: { readonly [reason: string]: Param }
  readonly ranked?: readonly Candidate[]
  readonly limits?: Partial<RequestLimits>
  readonly timers?: Partial<CallTimers>
  /** What the router gives a call by itself; the same as `timers` where absent. */
  readonly usual?: Partial<CallTimers>
  readonly delivery?: RunPlan['delivery']
  /** The most that a call can cost, in USD. */
  readonly worst?: number | 'unknown'
  readonly chance?: number
}

export const NEXT = { action: 'next_candidate' }
export const STOP = { action: 'abort' }

export function policyOf({ else: base = NEXT, ...on }: NonNullable<Setting['on']>): Term {
  const plan = Object.entries(on).reduce<Term>(
    (inner, [reason, action]) => ['override', inner, reason, action],
    ['always', base],
  )
  return ['policy', ['top'], ['zero'], ['argmax'], ['id'], plan]
}

export function planOf(setting: Setting): RunPlan {
  const { on = {}, ranked = RANKED, limits, timers, worst = 0, chance = 0 } = setting
  const { usual = timers } = setting
  const most: Decimal | undefined = worst === 'unknown' ? undefined : decimalOf(worst)
  return {
    policy: policyOf(on),
    ranked,
    limits: { ...REQUEST_LIMITS, ...limits },
    timersFor: () => ({ ...CALL_TIMERS, ...timers }),
    usual: { ...CALL_TIMERS, ...usual },
    delivery: setting.delivery ?? 'stream',
    worstCase: () => most,
    chance: () => chance,
  }
}

/** What a run comes to, in lines; its walk is held against the plan that it followed. */
export interface Tale {
  readonly steps: readonly string[]
  readonly hops: readonly string[]
  /** `exhausted: plan`. */
  readonly end: string
  /** What the client is told; undefined where it has the answer, or is gone. */
  readonly error: string | undefined
}

export function tale(setting: Setting, script: Script): Tale {
  const plan = planOf(setting)
  const { steps, ending } = play(plan, script)
  const { policy, ranked } = plan
  const { hops, outcome, why } = ending
  expect(checkWalk({ policy, ranked, hops, outcome })).toBeUndefined()
  return {
    steps: steps.map(({ atMs, kind, candidate, left }) => {
      const open = left !== undefined && left.openBreakerMs > 0 ? ` open ${left.openBreakerMs}` : ''
      const after = left === undefined ? '' : ` after ${left.reason}, ${left.action}${open}`
      return `${atMs} ${kind}${candidate === undefined ? '' : ` ${candidate}`}${after}`
    }),
    hops: hops.map(hopText),
    end: `${outcome}: ${why}`,
    error: errorText(ending),
  }
}

function hopText(hop: HopRecord): string {
  const { candidate, start_ms, end_ms, failure, cause, sent, action, why, wait_ms } = hop
  const failed = failure === undefined ? '' : ` ${failure} (${cause})`
  const part = sent === 'nothing' ? '' : ` sent ${sent}`
  const reason = why === undefined ? '' : `: ${why}`
  const wait = wait_ms === undefined ? '' : `, wait ${wait_ms}`
  return `${candidate} ${start_ms}-${end_ms}${failed}${part} > ${action}${reason}${wait}`
}

function errorText(ending: Ending): string | undefined {
  if (ending.outcome === 'complete' || ending.outcome === 'cancelled') return undefined
  const { code, retryAfterMs } = errorOf(ending)
  return retryAfterMs === undefined ? code : `${code}, again in ${retryAfterMs}`
}
