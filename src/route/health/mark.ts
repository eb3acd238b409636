import type { FailureReason } from '../failure.ts'
import type { Ending } from './health.ts'

/** What an ending says of the provider: `good`, `bad`, or nothing. */
export type Mark = 'good' | 'bad' | 'none'

export function markOf(ending: Ending): Mark {
  if (ending.kind === 'answered') return 'good'
  if (ending.kind === 'cancelled') return 'none'
  return OF_THE_REQUEST.has(ending.reason) ? 'none' : 'bad'
}

/**
 * What an ending says of the router's account with the provider. That a server is down does not
 * tell whether the key would be taken.
 */
export function accountMarkOf(ending: Ending): Mark {
  if (ending.kind === 'answered') return 'good'
  return ending.kind === 'failed' && OF_THE_ACCOUNT.has(ending.reason) ? 'bad' : 'none'
}

/** Whatever the plan says: a caller could shut a route to everybody with bad requests. */
const OF_THE_REQUEST: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'bad_request',
  'content_filter',
  'context_overflow',
])

const OF_THE_ACCOUNT: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'auth_error',
  'payment_required',
])
