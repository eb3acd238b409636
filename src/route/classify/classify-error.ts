import { type Failure, type FailureCode, failureOf } from '../failure.ts'
import { type ErrorBody, errorBodyOf } from './error-body.ts'
import { TELLING_CODES, VAGUE_CODES } from './error-codes.ts'
import { ERROR_TEXTS } from './error-texts.ts'

/**
 * What an error is, from its codes, then its words, then its status.
 *
 * @param status of the response; undefined for an error inside of a stream or of an answer, where
 *   the one that the body gives stands in.
 */
export function classifyError(body: ErrorBody, status?: number): Failure {
  const known = status ?? body.status
  return failureOf(codeOf(body, known), known)
}

/**
 * What an error is that came where an answer should: with a 2xx, a provider that says of an error
 * that it is an answer is not believed in the rest either. The code tells what it says.
 */
export function classifyErrorInAnswer(value: unknown): Failure {
  return { ...classifyError(errorBodyOf(value)), reason: 'bad_response' }
}

function codeOf(body: ErrorBody, status: number | undefined): FailureCode {
  if (status === 402) return 'quota_exhausted'
  const told = foundIn(TELLING_CODES, body)
  const said = saidIn(body, status)
  // What never passes carries the code of too many requests: an empty account at xAI and Anthropic,
  // a request larger than the rate at Groq and OpenAI.
  if (told === 'rate_limited' && said !== undefined && LASTING.includes(said)) return said
  if (told !== undefined) return told
  if (said !== undefined) return said
  if (status !== undefined) return codeOfStatus(status)
  return foundIn(VAGUE_CODES, body) ?? 'provider_error'
}

const LASTING: readonly FailureCode[] = ['request_over_rate', 'quota_exhausted']

/** The first in the order of the table, so that the order of members does not matter. */
function foundIn(
  table: ReadonlyMap<string, FailureCode>,
  body: ErrorBody,
): FailureCode | undefined {
  if (body.codes.size === 0) return undefined
  for (const [word, code] of table) if (body.codes.has(word)) return code
  return undefined
}

function saidIn(
  { text, isRelayed }: ErrorBody,
  status: number | undefined,
): FailureCode | undefined {
  if (text === '') return undefined
  const isBelieved = (statuses: readonly number[]) =>
    isRelayed || status === undefined || statuses.includes(status)
  return ERROR_TEXTS.find((row) => isBelieved(row.statuses) && row.pattern.test(text))?.code
}

function codeOfStatus(status: number): FailureCode {
  const exact = STATUSES.get(status)
  if (exact !== undefined) return exact
  if (status >= 500) return 'provider_error'
  if (status >= 400) return 'bad_request'
  return status >= 300 ? 'redirected' : 'unexplained'
}

const STATUSES: ReadonlyMap<number, FailureCode> = new Map([
  [401, 'key_rejected'],
  [403, 'access_denied'],
  [404, 'model_missing'],
  [408, 'provider_timeout'],
  // A lock held by another request, and a request that came too early: both pass.
  [409, 'provider_error'],
  [410, 'model_missing'],
  [425, 'provider_error'],
  [429, 'rate_limited'],
  [504, 'provider_timeout'],
  [529, 'overloaded'],
])
