import type { REASONS } from '../compile/check/check-fail-plan.ts'

/** What a failure plan is asked with: `on rate_limit next`. */
export type FailureReason = (typeof REASONS)[number]

/**
 * Everything that is told of a failure, and the reason that each comes to. The set is closed, so
 * that a receipt never holds a word of a provider: texts of errors can echo prompts and keys.
 */
// biome-ignore format: table
export const FAILURE_CODES = {
  rate_limited:       'rate_limit',
  /** More tokens at once than the limit allows in its whole window, so that no wait helps. */
  request_over_rate:  'rate_limit',
  quota_exhausted:    'payment_required',
  key_rejected:       'auth_error',
  access_denied:      'auth_error',
  model_missing:      'model_unavailable',
  region_unsupported: 'model_unavailable',
  /** The interface of the provider has no words for what the client says; it was not asked. */
  untranslatable:     'model_unavailable',
  context_exceeded:   'context_overflow',
  content_filtered:   'content_filter',
  bad_request:        'bad_request',
  provider_error:     'server_error',
  overloaded:         'server_error',
  provider_timeout:   'timeout',
  connect_timeout:    'timeout',
  headers_timeout:    'timeout',
  first_token_timeout: 'timeout',
  idle_timeout:       'timeout',
  attempt_timeout:    'timeout',
  /** The time of the whole request was up. */
  deadline:           'timeout',
  body_timeout:       'timeout',
  socket_timeout:     'timeout',
  name_unresolved:    'network_error',
  connection_refused: 'network_error',
  connection_reset:   'network_error',
  unreachable:        'network_error',
  tls_failed:         'network_error',
  protocol_broken:    'network_error',
  network_failed:     'network_error',
  redirected:         'bad_response',
  empty_body:         'bad_response',
  html:               'bad_response',
  not_json:           'bad_response',
  truncated_json:     'bad_response',
  unlike_answer:      'bad_response',
  no_choices:         'bad_response',
  empty_answer:       'bad_response',
  /** The model wrote a tool call, or JSON, that its provider could not read. */
  bad_generation:     'bad_response',
  empty_stream:       'bad_response',
  malformed_event:    'bad_response',
  event_too_large:    'bad_response',
  truncated_stream:   'stream_interrupted',
  unexplained:        'unknown',
} as const satisfies Record<string, FailureReason>

export type FailureCode = keyof typeof FAILURE_CODES

/** Why a call failed. */
export interface Failure {
  readonly reason: FailureReason
  readonly code: FailureCode
  /** Of the response, or what an error inside of a response gave as its own. */
  readonly status?: number
}

export function failureOf(code: FailureCode, status?: number): Failure {
  const reason = FAILURE_CODES[code]
  return status === undefined ? { reason, code } : { reason, code, status }
}
