import type { ActionName } from '../../ir/admit-action.ts'
import type { Param, Term } from '../../ir/term.ts'
import type { Verb } from '../check/typed-policy.ts'
import type { Place } from '../place.ts'
import type { ClosedAction, ClosedOverride, ClosedPolicy } from '../specialise/closed.ts'
import { made, type Places } from './lowering.ts'

/** What a failure plan does, as the wire format carries it. */
export type ActionRecord = Readonly<Record<string, Param>>

/**
 * What follows a failure: the base, the standard answers where `fallback next` is said or nothing
 * is, and the policy's own answers, which win.
 */
export function lowerFailPlan(
  { fallback, overrides, place }: Pick<ClosedPolicy, 'fallback' | 'overrides' | 'place'>,
  places: Places,
): Term {
  const origin = fallback?.place ?? place
  let plan: Term
  switch (fallback?.kind) {
    case 'term':
      for (const [term, written] of fallback.places) places.set(term, written)
      plan = fallback.term
      break
    case 'stop':
      plan = made(places, origin, ['always', actionOf('stop')])
      break
    default:
      plan = standardPlan(origin, places)
  }
  for (const { place: at, reason, action, coolMs } of overrides) {
    plan = made(places, at, ['override', plan, reason, actionRecord({ action, coolMs })])
  }
  return plan
}

function standardPlan(place: Place, places: Places): Term {
  let plan = made(places, place, ['always', actionOf('next')])
  for (const [reason, action] of STANDARD_ANSWERS) {
    plan = made(places, place, ['override', plan, reason, { ...action }])
  }
  return plan
}

const ACTION_OF_VERB = {
  next: 'next_candidate',
  stop: 'abort',
  'same-model-elsewhere': 'next_provider_same_model',
  'disable-provider': 'disable_provider',
} as const satisfies Record<Verb, ActionName>

function actionOf(verb: Verb): ActionRecord {
  return { action: ACTION_OF_VERB[verb] }
}

/**
 * What `fallback next` answers besides going on. A stream that was cut is never continued by
 * another model; a request that is wrong or filtered is so everywhere; a refused key stays so.
 */
export const STANDARD_ANSWERS: ReadonlyMap<string, ActionRecord> = new Map([
  ['stream_interrupted', actionOf('stop')],
  ['bad_request', actionOf('stop')],
  ['content_filter', actionOf('stop')],
  ['auth_error', actionOf('disable-provider')],
  ['rate_limit', { ...actionOf('next'), open_breaker_ms: 30_000 }],
])

/** An answer as the wire format carries it: one wait is a number, several are a list. */
export function actionRecord({
  action,
  coolMs,
}: Pick<ClosedOverride, 'action' | 'coolMs'>): ActionRecord {
  const cooled = coolMs === undefined ? {} : { open_breaker_ms: coolMs }
  if (action.kind === 'do') return { ...actionOf(action.verb), ...cooled }
  return {
    action: 'retry_same',
    attempts: action.attempts,
    ...backoffOf(action),
    then_action: ACTION_OF_VERB[action.finally],
    ...cooled,
  }
}

function backoffOf({ afterMs }: ClosedAction & { kind: 'retry' }): ActionRecord {
  const [only] = afterMs
  if (only === undefined) return {}
  return { backoff_ms: afterMs.length === 1 ? only : afterMs }
}
