import { type JsonRecord, member, recordOf } from '../../catalog/json-data.ts'

/** Why an answer is none, or is no longer one. */
export interface UpstreamError {
  /**
   * `told`: upstream says that it failed. `malformed`: what it sent is no answer of its format.
   * `cut`: its stream ended before the answer did.
   */
  readonly kind: 'told' | 'malformed' | 'cut'
  /** As a type of the Messages API. */
  readonly type: MessagesErrorType
  /** The status that a response with this error has, also where it came within a stream. */
  readonly status: number
  /** Of upstream where it told something. May hold a part of the request. */
  readonly message: string
}

export type MessagesErrorType = keyof typeof STATUS_OF_TYPE

// biome-ignore format: table
const STATUS_OF_TYPE = {
  invalid_request_error: 400,
  authentication_error:  401,
  billing_error:         402,
  permission_error:      403,
  not_found_error:       404,
  request_too_large:     413,
  rate_limit_error:      429,
  api_error:             500,
  timeout_error:         504,
  overloaded_error:      529,
} as const satisfies Record<string, number>

export function malformed(message: string): UpstreamError {
  return { kind: 'malformed', type: 'api_error', status: 502, message }
}

export function cut(message: string): UpstreamError {
  return { kind: 'cut', type: 'api_error', status: 502, message }
}

/** An error that stands in the body of a response of the Messages API, or in an event of it. */
export function errorOfMessages(body: unknown): UpstreamError {
  const error = recordOf(member(recordOf(body), 'error'))
  const named = member(error, 'type')
  const type = isErrorType(named) ? named : 'api_error'
  return { kind: 'told', type, status: STATUS_OF_TYPE[type], message: messageIn(error) }
}

/** An error in the body of a response of Chat Completions, or in a chunk of it. */
export function errorOfChat(body: unknown): UpstreamError {
  const error = recordOf(member(recordOf(body), 'error'))
  const status = statusIn(error)
  return { kind: 'told', type: errorTypeOf(status), status, message: messageIn(error) }
}

/** Some write the status as the code; most name the kind of error in one of two members. */
function statusIn(error: JsonRecord): number {
  const code = member(error, 'code')
  if (typeof code === 'number' && Number.isInteger(code) && code >= 400 && code <= 599) return code
  for (const name of [code, member(error, 'type')]) {
    const status = typeof name === 'string' ? STATUS_OF_CHAT_ERROR.get(name) : undefined
    if (status !== undefined) return status
  }
  return 500
}

const STATUS_OF_CHAT_ERROR: ReadonlyMap<string, number> = new Map([
  ['invalid_request_error', 400],
  ['invalid_api_key', 401],
  ['authentication_error', 401],
  ['insufficient_quota', 402],
  ['permission_error', 403],
  ['model_not_found', 404],
  ['rate_limit_exceeded', 429],
  ['rate_limit_error', 429],
  ['server_error', 500],
  ['timeout', 504],
])

/** The type that the Messages API gives to errors of that status. */
export function errorTypeOf(status: number): MessagesErrorType {
  if (status === 408) return 'timeout_error'
  // Anthropic sends 529 where others send 503.
  if (status === 503) return 'overloaded_error'
  for (const [type, own] of Object.entries(STATUS_OF_TYPE)) {
    if (own === status && isErrorType(type)) return type
  }
  return status >= 400 && status < 500 ? 'invalid_request_error' : 'api_error'
}

/** The body of an error as the Messages API has it, and of an `error` event. */
export interface MessagesErrorBody {
  readonly type: 'error'
  readonly error: { readonly type: MessagesErrorType; readonly message: string }
}

export function messagesErrorBody(error: {
  readonly status: number
  readonly message: string
}): MessagesErrorBody {
  const { status, message } = error
  return { type: 'error', error: { type: errorTypeOf(status), message } }
}

function isErrorType(value: unknown): value is MessagesErrorType {
  return typeof value === 'string' && Object.hasOwn(STATUS_OF_TYPE, value)
}

function messageIn(error: JsonRecord): string {
  const message = member(error, 'message')
  return typeof message === 'string' ? message.slice(0, LONGEST_MESSAGE) : ''
}

const LONGEST_MESSAGE = 4096
