import { counted } from '../../base/counted.ts'
import type { Untranslatable } from '../anthropic/translation.ts'
import type { FailureReason } from '../failure.ts'
import type { RouterError, RouterErrorCode } from '../router-error.ts'
import type { Ending } from './run-step.ts'

/**
 * What a client is told of a request that ended without a whole answer. It names the candidates
 * and the classes of their failures, and nothing that a provider wrote.
 *
 * @param unsaid what the last candidate without words for it could not be told, if there was one.
 */
export function errorOf(ending: Ending, unsaid?: Untranslatable): RouterError {
  if (unsaid !== undefined && ending.hops.every(({ cause }) => cause === 'untranslatable')) {
    const { member, reason } = unsaid
    const message = `No candidate can be told what the request says: ${reason}.${triedText(ending)}`
    return { code: 'bad_request', message, param: member }
  }
  const code = codeOf(ending)
  const { retryAfterMs, outcome } = ending
  const isBroken = outcome === 'incomplete' && code === 'upstream_failed'
  return {
    code,
    message: `${isBroken ? BROKEN_OFF : MESSAGES[code]}${triedText(ending)}`,
    ...(code === 'rate_limited' && retryAfterMs !== undefined && { retryAfterMs }),
  }
}

type EndCode = keyof typeof MESSAGES

function codeOf({ why, hops }: Ending): EndCode {
  if (why === 'no candidate') return 'no_candidate'
  if (why === 'spend' || why === 'shutdown') return OUTSIDE[why]
  // Where the time is too short to wait for the end of a limit, it is the limit that matters.
  if (hops.length > 0 && hops.every(({ failure }) => failure === 'rate_limit')) {
    return 'rate_limited'
  }
  if (why === 'deadline') return 'deadline'
  const last = hops.findLast(({ cause }) => cause !== 'untranslatable')
  return CODES.get(last?.failure ?? '') ?? 'upstream_failed'
}

const OUTSIDE = { spend: 'budget_spent', shutdown: 'shutting_down' } as const

const CODES: ReadonlyMap<string, EndCode> = new Map<FailureReason, EndCode>([
  ['bad_request', 'bad_request'],
  ['content_filter', 'content_filter'],
  ['context_overflow', 'context_length_exceeded'],
  ['auth_error', 'upstream_credential'],
  ['payment_required', 'upstream_credential'],
])

const MESSAGES = {
  no_candidate: 'No candidate does what the policy and the request ask for.',
  upstream_failed: 'No provider gave an answer.',
  bad_request: 'The provider refused the request as it is; another try would be refused alike.',
  content_filter: 'The provider refused what the request says.',
  context_length_exceeded: 'The request is longer than the context of any candidate that is left.',
  upstream_credential:
    "The provider refused the router's own credentials: its operator has to see to the key.",
  rate_limited: 'Every candidate that was tried is rate-limited.',
  deadline: 'The time of the request was up before an answer came.',
  budget_spent: 'Another call could cost more than the request may spend.',
  shutting_down: 'The router is shutting down.',
} as const satisfies { readonly [Code in RouterErrorCode]?: string }

const BROKEN_OFF = 'The answer broke off: what was sent of it is not all.'

/** At most a few: the receipt has them all. */
const MOST_TOLD = 4

function triedText({ hops }: Ending): string {
  if (hops.length === 0) return ''
  const told = hops
    .slice(0, MOST_TOLD)
    .map(({ candidate, failure }) => `${candidate}: ${failure ?? 'cut off'}`)
  const rest = hops.length - told.length
  const more = rest > 0 ? `; and ${counted(rest, 'more call')}` : ''
  return ` Tried: ${told.join('; ')}${more}.`
}
