import type { Piece } from './answer/piece.ts'
import type { Pace } from './pace.ts'
import { AT_ONCE } from './pace.ts'
import { type Dialect, type Refusal, refusalBody, statusOfRefusal } from './refusal.ts'
import type { Headers, Step } from './step.ts'

/** A response as it would be if nothing happened to it on its way. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body:
    | { readonly kind: 'whole'; readonly text: string }
    | { readonly kind: 'stream'; readonly pieces: readonly Piece[] }
  readonly pace: Pace
}

export function wholeReply(body: object, pace: Pace = AT_ONCE): Reply {
  return { status: 200, headers: {}, body: { kind: 'whole', text: JSON.stringify(body) }, pace }
}

export function refusedReply(refusal: Refusal, dialect: Dialect): Reply {
  return {
    ...wholeReply(refusalBody(refusal, dialect)),
    status: statusOfRefusal(refusal),
    headers: refusal.headers ?? {},
  }
}

/**
 * The steps of a response: its head when the first token is there, then the body. A stream waits
 * for each of its tokens; a whole body comes at once.
 */
export function stepsOf({ status, headers, body, pace }: Reply): readonly Step[] {
  if (body.kind === 'stream') {
    return [
      ...waiting(pace.firstTokenMs),
      { kind: 'head', status, headers: { ...STREAM_HEADERS, ...headers } },
      ...body.pieces.flatMap(({ kind, text }): readonly Step[] => [
        ...(kind === 'token' ? waiting(pace.tokenMs) : []),
        { kind: 'write', text, is: kind },
      ]),
      { kind: 'end' },
    ]
  }
  const length = String(new TextEncoder().encode(body.text).length)
  return [
    ...waiting(pace.firstTokenMs + pace.tokens * pace.tokenMs),
    { kind: 'head', status, headers: { ...JSON_HEADERS, ...headers, 'content-length': length } },
    { kind: 'write', text: body.text, is: 'token' },
    { kind: 'end' },
  ]
}

function waiting(ms: number): readonly Step[] {
  return ms === 0 ? [] : [{ kind: 'wait', ms }]
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
}
const JSON_HEADERS = { 'content-type': 'application/json' }
