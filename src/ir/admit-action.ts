import { nearestName } from '../base/nearest-name.ts'
import { ok, type Result } from '../base/result.ts'
import type { Admission, Admit } from './admission.ts'
import { admitList } from './admit-list.ts'
import { admitNumber } from './admit-number.ts'
import { admitRecord } from './admit-record.ts'
import { describeValue, quote } from './describe-value.ts'
import { isPlainArray, plainEntries } from './plain-data.ts'
import { refuse, refuseName } from './refuse.ts'
import type { Param, Refusal } from './term.ts'

/** What a failure plan can do. */
export const ACTIONS = [
  'retry_same',
  'next_candidate',
  'next_provider_same_model',
  'disable_provider',
  'abort',
] as const

export type ActionName = (typeof ACTIONS)[number]

/**
 * `{ action, then_action?, attempts?, backoff_ms?, open_breaker_ms?, … }`: what to do, and the
 * numbers that go with it. Other keys are numbers that a host may understand.
 */
export function admitAction(value: unknown, admission: Admission): Result<Param, Refusal> {
  const entries = plainEntries(value)
  if (entries === undefined) {
    return refuse('UH8014', `expected a record with an \`action\`, found ${describeValue(value)}`)
  }
  if (!entries.some(([key]) => key === 'action')) {
    return refuse('UH8014', 'expected a record with an `action`, found one without')
  }
  return admitRecord<Param>(entries, admission, (key) => MEMBERS.get(key) ?? admitNumber)
}

const MEMBERS: ReadonlyMap<string, Admit<Param>> = new Map([
  ['action', admitActionName],
  ['then_action', admitActionName],
  ['backoff_ms', admitBackoff],
])

function admitActionName(value: unknown): Result<string, Refusal> {
  const wanted = `one of ${ACTIONS.join(' ')}`
  if (typeof value !== 'string') {
    return refuse('UH8015', `expected ${wanted}, found ${describeValue(value)}`)
  }
  if (ACTIONS.some((action) => action === value)) return ok(value)
  return refuseName('UH8015', `${quote(value)} is not ${wanted}`, nearestName(value, ACTIONS))
}

/** One wait, or the wait before each attempt; in milliseconds. */
function admitBackoff(value: unknown, admission: Admission): Result<Param, Refusal> {
  if (typeof value === 'number') return admitNumber(value)
  if (isPlainArray(value)) return admitList(value, admission, admitNumber)
  return refuse('UH8006', `expected a number or an array of numbers, found ${describeValue(value)}`)
}
