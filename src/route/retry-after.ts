import { listOf, member, recordOf } from '../catalog/json-data.ts'

/** What a response says about when to come back. */
export interface WaitingResponse {
  /** The value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined
  /** The parsed body of the error, where two providers say it: Gemini and OpenRouter. */
  readonly body?: unknown
}

/** When it was read, in milliseconds since 1970, and the longest wait that is believed. */
export interface WaitingLimits {
  readonly nowMs: number
  readonly capMs: number
}

/**
 * Milliseconds to wait before the provider may be asked again, or undefined where it does not say.
 *
 * What is said for this purpose goes before what tells when a limit is reset, and the header before
 * the body. A moment that has passed is 0; what cannot be read is left out.
 */
export function retryAfterMs(response: WaitingResponse, limits: WaitingLimits): number | undefined {
  const { header, body } = response
  const { nowMs, capMs } = limits
  const wait =
    plainNumber(header('retry-after-ms')) ??
    retryAfter(header('retry-after'), nowMs) ??
    retryDelay(body) ??
    resetOf(OPENAI_LIMITS, header, (text) => duration(text) ?? untilReset(text, nowMs)) ??
    resetOf(ANTHROPIC_LIMITS, header, (text) => untilRfc3339(text, nowMs)) ??
    untilReset(header('ratelimit-reset'), nowMs) ??
    untilReset(header('x-ratelimit-reset') ?? resetInBody(body), nowMs)
  return wait === undefined ? undefined : Math.min(Math.max(0, Math.ceil(wait)), capMs)
}

function plainNumber(text: string | undefined): number | undefined {
  return text !== undefined && NUMBER.test(text.trim()) ? Number(text) : undefined
}

const NUMBER = /^\d{1,15}(?:\.\d{1,15})?$/

function retryAfter(text: string | undefined, nowMs: number): number | undefined {
  const seconds = plainNumber(text)
  if (seconds !== undefined) return seconds * 1000
  return text === undefined ? undefined : until(httpDate(text.trim()), nowMs)
}

function until(moment: number | undefined, nowMs: number): number | undefined {
  return moment === undefined || Number.isNaN(moment) ? undefined : Math.max(0, moment - nowMs)
}

/** The three forms of HTTP, of which the last names no zone and means the same. */
function httpDate(text: string): number | undefined {
  if (/^[A-Z][a-z]{2,8}, [\d A-Za-z:-]{1,30} GMT$/.test(text)) return Date.parse(text)
  if (/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(text)) {
    return Date.parse(`${text} GMT`)
  }
  return undefined
}

/** `retryDelay` of Google, `34s`, within the details of the error. */
function retryDelay(body: unknown): number | undefined {
  const error = errorOf(body)
  for (const detail of listOf(member(error, 'details'))) {
    const delay = member(recordOf(detail), 'retryDelay')
    if (typeof delay === 'string') return duration(delay)
  }
  return undefined
}

/** The header that OpenRouter repeats in its body. */
function resetInBody(body: unknown): string | undefined {
  const metadata = recordOf(member(errorOf(body), 'metadata'))
  const reset = member(recordOf(member(metadata, 'headers')), 'X-RateLimit-Reset')
  return typeof reset === 'string' || typeof reset === 'number' ? String(reset) : undefined
}

function errorOf(body: unknown): ReturnType<typeof recordOf> {
  return recordOf(member(recordOf(Array.isArray(body) ? body[0] : body), 'error'))
}

interface LimitHeaders {
  readonly remaining: string
  readonly reset: string
}

const OPENAI_LIMITS: readonly LimitHeaders[] = ['requests', 'tokens'].map((what) => ({
  remaining: `x-ratelimit-remaining-${what}`,
  reset: `x-ratelimit-reset-${what}`,
}))

const ANTHROPIC_LIMITS: readonly LimitHeaders[] = [
  'requests',
  'tokens',
  'input-tokens',
  'output-tokens',
].map((what) => ({
  remaining: `anthropic-ratelimit-${what}-remaining`,
  reset: `anthropic-ratelimit-${what}-reset`,
}))

/**
 * The longest wait of the limits that are used up. Where none says so, a request of more tokens
 * than were left was refused, and the longest of all is waited for.
 */
function resetOf(
  limits: readonly LimitHeaders[],
  header: WaitingResponse['header'],
  read: (text: string) => number | undefined,
): number | undefined {
  const usedUp = limits.filter(({ remaining }) => plainNumber(header(remaining)) === 0)
  const waits = (usedUp.length > 0 ? usedUp : limits).flatMap(({ reset }) => {
    const text = header(reset)
    const wait = text === undefined ? undefined : read(text.trim())
    return wait === undefined ? [] : [wait]
  })
  return waits.length === 0 ? undefined : Math.max(...waits)
}

/** `1s`, `6m0s`, `20ms`, `1h2m3.5s`: as Go writes a span of time. */
function duration(text: string): number | undefined {
  const parts = DURATION.exec(text)
  if (parts === null || text === '') return undefined
  const [, days, hours, minutes, seconds, millis] = parts.map((part) => Number(part ?? 0))
  return (
    (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 +
    (seconds ?? 0) * 1000 +
    (millis ?? 0)
  )
}

const DURATION =
  /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,9})m(?!s))?(?:(\d{1,9}(?:\.\d{1,12})?)s)?(?:(\d{1,12}(?:\.\d{1,12})?)ms)?$/

function untilRfc3339(text: string, nowMs: number): number | undefined {
  return RFC3339.test(text) ? until(Date.parse(text), nowMs) : undefined
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/**
 * Seconds from now, as the standard has it, or the moment itself in seconds or milliseconds since
 * 1970. No two of the three can be taken for one another: a wait of three years is none, and the
 * seconds of today are the milliseconds of January 1970.
 */
function untilReset(text: string | undefined, nowMs: number): number | undefined {
  const number = plainNumber(text)
  if (number === undefined) return undefined
  if (number >= LEAST_EPOCH_MS) return until(number, nowMs)
  return number >= LEAST_EPOCH_SECONDS ? until(number * 1000, nowMs) : number * 1000
}

const LEAST_EPOCH_SECONDS = 1e8
const LEAST_EPOCH_MS = 1e11
