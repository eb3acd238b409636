/*
 * What the router says itself, in the form of OpenAI's API, whose clients read the status, the
 * type and the code. A message holds nothing that a provider wrote: that could echo a prompt.
 */

/** Every code with its status and the type that clients of OpenAI know for it. */
// biome-ignore format: table
export const ROUTER_ERRORS = {
  /** Not even a request of HTTP. */
  malformed_request:    [400, 'invalid_request_error'],
  malformed_body:       [400, 'invalid_request_error'],
  missing_policy:       [400, 'invalid_request_error'],
  unknown_policy:       [400, 'invalid_request_error'],
  /** An inadmissible term, as the ecosystem's other host calls it on the paths that are its own. */
  invalid_policy:       [400, 'invalid_request_error'],
  invalid_policy_text:  [400, 'invalid_request_error'],
  invalid_policy_params: [400, 'invalid_request_error'],
  /** An inadmissible flow, as the other host calls it; and a request that no flow can be run for. */
  invalid_flow:         [400, 'invalid_request_error'],
  forbidden_transform:  [400, 'invalid_request_error'],
  unknown_model:        [400, 'invalid_request_error'],
  /** What the client asks for is nothing that the provider can be asked: its words, not its health. */
  bad_request:          [400, 'invalid_request_error'],
  content_filter:       [400, 'invalid_request_error'],
  context_length_exceeded: [400, 'invalid_request_error'],
  unknown_caller:       [401, 'authentication_error'],
  unknown_path:         [404, 'invalid_request_error'],
  model_not_found:      [404, 'invalid_request_error'],
  wrong_method:         [405, 'invalid_request_error'],
  client_too_slow:      [408, 'invalid_request_error'],
  body_too_large:       [413, 'invalid_request_error'],
  wrong_media_type:     [415, 'invalid_request_error'],
  headers_too_large:    [431, 'invalid_request_error'],
  no_candidate:         [422, 'invalid_request_error'],
  rate_limited:         [429, 'rate_limit_error'],
  budget_spent:         [429, 'insufficient_quota'],
  internal:             [500, 'api_error'],
  upstream_failed:      [502, 'api_error'],
  /** A provider refused the router's own key, or wants to be paid. */
  upstream_credential:  [502, 'api_error'],
  overloaded:           [503, 'api_error'],
  shutting_down:        [503, 'api_error'],
  deadline:             [504, 'api_error'],
} as const satisfies Record<string, readonly [status: number, type: string]>

export type RouterErrorCode = keyof typeof ROUTER_ERRORS

export interface RouterError {
  readonly code: RouterErrorCode
  /** What is wrong, where, and what to do; sentences. */
  readonly message: string
  /** The member of the body that is meant, as a path: `policy_ir[1].and[2]`. */
  readonly param?: string
  /** Milliseconds after which the same call may go well. */
  readonly retryAfterMs?: number
}

export function statusOf({ code }: RouterError): number {
  return ROUTER_ERRORS[code][0]
}

/** The body that OpenAI's clients read. */
export interface RouterErrorBody {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly code: RouterErrorCode
    readonly param: string | null
  }
}

export function routerErrorBody({ code, message, param }: RouterError): RouterErrorBody {
  return { error: { message, type: ROUTER_ERRORS[code][1], code, param: param ?? null } }
}
