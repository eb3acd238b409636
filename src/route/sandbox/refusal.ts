/*
 * What a provider says when it does not answer, in the two forms that its clients read. The words
 * are those of OpenAI and Anthropic, since programs tell failures apart by them.
 */

interface Row {
  readonly status: number
  readonly openai: readonly [type: string, code: string | null, message: string]
  readonly anthropic: readonly [type: string, message: string]
}

// biome-ignore format: table
export const REFUSALS = {
  bad_request:       { status: 400, openai: ['invalid_request_error', null,                         'The request is not valid.'],                                      anthropic: ['invalid_request_error', 'The request is not valid.'] },
  missing_parameter: { status: 400, openai: ['invalid_request_error', 'missing_required_parameter', 'A required parameter is missing.'],                                anthropic: ['invalid_request_error', 'Field required'] },
  context_exceeded:  { status: 400, openai: ['invalid_request_error', 'context_length_exceeded',    "This model's maximum context length is exceeded."],               anthropic: ['invalid_request_error', 'prompt is too long'] },
  filtered:          { status: 400, openai: ['invalid_request_error', 'content_filter',             "The response was filtered due to the prompt triggering the content management policy."], anthropic: ['invalid_request_error', 'Output blocked by content filtering policy'] },
  key_rejected:      { status: 401, openai: ['invalid_request_error', 'invalid_api_key',            'Incorrect API key provided.'],                                    anthropic: ['authentication_error',  'invalid x-api-key'] },
  unpaid:            { status: 402, openai: ['insufficient_quota',    'insufficient_quota',         'Insufficient credits.'],                                          anthropic: ['billing_error',         'Your credit balance is too low to access the API.'] },
  access_denied:     { status: 403, openai: ['invalid_request_error', null,                         'You are not allowed to use this.'],                               anthropic: ['permission_error',      'Your API key does not have permission to use the specified resource.'] },
  model_missing:     { status: 404, openai: ['invalid_request_error', 'model_not_found',            'The model does not exist or you do not have access to it.'],      anthropic: ['not_found_error',       'model not found'] },
  unknown_path:      { status: 404, openai: ['invalid_request_error', 'unknown_url',                'Unknown request URL.'],                                           anthropic: ['not_found_error',       'Not Found'] },
  request_timeout:   { status: 408, openai: ['timeout',               null,                         'The request timed out.'],                                         anthropic: ['timeout_error',         'The request timed out.'] },
  too_large:         { status: 413, openai: ['invalid_request_error', null,                         'The request is too large.'],                                      anthropic: ['request_too_large',     'Request exceeds the maximum size'] },
  rate_limited:      { status: 429, openai: ['requests',              'rate_limit_exceeded',        'Rate limit reached for requests per min. Please try again later.'], anthropic: ['rate_limit_error',    "This request would exceed your account's rate limit. Please try again later."] },
  quota_exhausted:   { status: 429, openai: ['insufficient_quota',    'insufficient_quota',         'You exceeded your current quota, please check your plan and billing details.'], anthropic: ['billing_error', 'Your credit balance is too low to access the API.'] },
  server_error:      { status: 500, openai: ['server_error',          null,                         'The server had an error while processing your request.'],         anthropic: ['api_error',             'Internal server error'] },
  bad_gateway:       { status: 502, openai: ['server_error',          null,                         'Bad gateway.'],                                                   anthropic: ['api_error',             'Bad gateway'] },
  unavailable:       { status: 503, openai: ['server_error',          null,                         'The engine is currently overloaded, please try again later.'],    anthropic: ['api_error',             'Service unavailable'] },
  gateway_timeout:   { status: 504, openai: ['server_error',          null,                         'The upstream timed out.'],                                        anthropic: ['timeout_error',         'The upstream timed out.'] },
  overloaded:        { status: 529, openai: ['server_error',          'overloaded',                 'The server is overloaded.'],                                      anthropic: ['overloaded_error',      'Overloaded'] },
} as const satisfies Record<string, Row>

export type RefusalKind = keyof typeof REFUSALS

/** Why a call is refused. */
export interface Refusal {
  readonly kind: RefusalKind
  /** Instead of the words of the table. */
  readonly message?: string
  /** The member of the body that is meant. */
  readonly param?: string
  /** Headers beside the usual ones, as when to come back. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Which of the two forms a provider speaks. */
export type Dialect = 'openai' | 'anthropic'

export function statusOfRefusal({ kind }: Refusal): number {
  return REFUSALS[kind].status
}

/** The body of the response, or of an event of a stream. */
export function refusalBody({ kind, message, param }: Refusal, dialect: Dialect): object {
  const row: Row = REFUSALS[kind]
  if (dialect === 'anthropic') {
    const [type, words] = row.anthropic
    return { type: 'error', error: { type, message: message ?? words } }
  }
  const [type, code, words] = row.openai
  return { error: { message: message ?? words, type, param: param ?? null, code } }
}
