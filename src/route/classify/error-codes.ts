import type { FailureCode } from '../failure.ts'

/**
 * Words that providers put where a program is to read them, in lower case. These say more than
 * the status: 429 stands for an empty account at OpenAI, and 400 for almost everything somewhere.
 */
// biome-ignore format: table
export const TELLING_CODES: ReadonlyMap<string, FailureCode> = new Map([
  ['insufficient_quota',                   'quota_exhausted'],
  ['billing_hard_limit_reached',           'quota_exhausted'],
  ['billing_not_active',                   'quota_exhausted'],
  ['billing_error',                        'quota_exhausted'],
  ['enforced_spend_limit_reached',         'quota_exhausted'],
  ['insufficient_balance',                 'quota_exhausted'],
  ['insufficient_credits',                 'quota_exhausted'],
  ['exceeded_current_quota_error',         'quota_exhausted'],
  ['context_length_exceeded',              'context_exceeded'],
  ['exceed_context_size_error',            'context_exceeded'],
  ['string_above_max_length',              'context_exceeded'],
  ['request_too_large',                    'context_exceeded'],
  ['content_filter',                       'content_filtered'],
  ['content_policy_violation',             'content_filtered'],
  ['responsibleaipolicyviolation',         'content_filtered'],
  ['moderation_blocked',                   'content_filtered'],
  ['data_inspection_failed',               'content_filtered'],
  ['datainspectionfailed',                 'content_filtered'],
  ['model_not_found',                      'model_missing'],
  ['model_not_available',                  'model_missing'],
  ['model_decommissioned',                 'model_missing'],
  ['invalid_model',                        'model_missing'],
  ['deploymentnotfound',                   'model_missing'],
  ['dedicated_endpoint_not_running',       'model_missing'],
  ['unsupported_country_region_territory', 'region_unsupported'],
  ['api_key_invalid',                      'key_rejected'],
  ['invalid_api_key',                      'key_rejected'],
  ['rate_limit_exceeded',                  'rate_limited'],
  ['rate_limit_error',                     'rate_limited'],
  ['rate_limited',                         'rate_limited'],
  ['resource_exhausted',                   'rate_limited'],
  ['too_many_requests',                    'rate_limited'],
  ['overloaded_error',                     'overloaded'],
  ['engine_overloaded_error',              'overloaded'],
  ['tool_use_failed',                      'bad_generation'],
  ['json_validate_failed',                 'bad_generation'],
])

/**
 * Words that are true of many failures, and are asked only where no status is known, as inside of
 * a stream: `api_error` also comes with 404, `invalid_request_error` with everything.
 */
// biome-ignore format: table
export const VAGUE_CODES: ReadonlyMap<string, FailureCode> = new Map([
  ['tokens',                'rate_limited'],
  ['requests',              'rate_limited'],
  ['authentication_error',  'key_rejected'],
  ['unauthenticated',       'key_rejected'],
  ['permission_error',      'access_denied'],
  ['permission_denied',     'access_denied'],
  ['not_found_error',       'model_missing'],
  ['notfounderror',         'model_missing'],
  ['not_found',             'model_missing'],
  ['timeout_error',         'provider_timeout'],
  ['deadline_exceeded',     'provider_timeout'],
  ['overloaded',            'overloaded'],
  ['server_error',          'provider_error'],
  ['internal_server_error', 'provider_error'],
  ['internalservererror',   'provider_error'],
  ['api_error',             'provider_error'],
  ['internal',              'provider_error'],
  ['unavailable',           'provider_error'],
  ['service_unavailable',   'provider_error'],
  ['invalid_request_error', 'bad_request'],
  ['invalid_argument',      'bad_request'],
  ['badrequesterror',       'bad_request'],
  ['validation',            'bad_request'],
])
