import { describe, expect, test } from 'vitest'
import { REASONS } from '../../../src/compile/check/check-fail-plan.ts'
import { FAILURE_CODES, type FailureCode } from '../../../src/route/failure.ts'
import { answers, fails, headers, token } from './play.ts'
import { STOP, tale } from './told.ts'

// Its own keys, each with its reason.
const CODES = Object.entries(FAILURE_CODES) as readonly (readonly [FailureCode, string])[]

/** The first code of a reason. */
function codeOf(reason: string): FailureCode {
  const found = CODES.find(([, of]) => of === reason)
  if (found === undefined) throw new Error(`nothing fails with ${reason}`)
  return found[0]
}

const OVERFLOW = 'context_overflow'

/** What the client is told where that was the one failure. */
const ERRORS = new Map([
  ['rate_limit', 'rate_limited'],
  ['auth_error', 'upstream_credential'],
  ['payment_required', 'upstream_credential'],
  ['bad_request', 'bad_request'],
  ['content_filter', 'content_filter'],
  [OVERFLOW, 'context_length_exceeded'],
])

test.each(CODES.filter(([, reason]) => reason !== 'stream_interrupted'))(
  '%s is told to the plan as %s',
  (code, reason) => {
    const { hops } = tale(
      { on: { else: STOP, [reason]: { action: 'next_candidate' } } },
      {
        calls: [fails(5, code), answers(7)],
      },
    )
    expect(hops[0]).toContain(`${reason} (${code}) > next_candidate: plan`)
  },
)

test('a stream that ends before its first token is no interruption: nothing was sent', () => {
  const { hops } = tale(
    { on: { stream_interrupted: STOP } },
    { calls: [fails(5, 'truncated_stream'), answers(7)] },
  )
  expect(hops).toEqual([
    'a/m 0-5 bad_response (truncated_stream) > next_candidate: plan',
    'a/n 5-12 sent all > finish',
  ])
})

/** The one that needs a token sent. */
const BEFORE_TOKEN = REASONS.filter((reason) => reason !== 'stream_interrupted')

describe.each(BEFORE_TOKEN)('after %s', (reason) => {
  const code = codeOf(reason)
  const isOverflow = reason === OVERFLOW
  const failed = `${reason} (${code})`

  test.each([
    ['next_candidate', isOverflow ? 'c/k' : 'a/n', 'plan'],
    [
      'next_provider_same_model',
      isOverflow ? 'c/k' : 'b/m',
      isOverflow ? 'no other provider' : 'plan',
    ],
    ['disable_provider', isOverflow ? 'c/k' : 'b/m', 'plan'],
  ])('%s goes to %s at once', (action, next, why) => {
    const on = { else: STOP, [reason]: { action, open_breaker_ms: 40 } }
    expect(tale({ on }, { calls: [fails(5, code), answers(7)] })).toEqual({
      steps: ['0 call a/m', `5 call ${next} after ${reason}, ${action} open 40`, '12 finish'],
      hops: [`a/m 0-5 ${failed} > ${action}: ${why}`, `${next} 5-12 sent all > finish`],
      end: 'complete: answered',
      error: undefined,
    })
  })

  test('abort ends', () => {
    expect(tale({ on: { [reason]: STOP } }, { calls: [fails(5, code)] })).toEqual({
      steps: ['0 call a/m', `5 finish after ${reason}, abort`],
      hops: [`a/m 0-5 ${failed} > abort: plan`],
      end: 'exhausted: plan',
      error: ERRORS.get(reason) ?? 'upstream_failed',
    })
  })

  test('retry_same waits, retries, and then does what it says, but for what no retry mends', () => {
    const retry = {
      action: 'retry_same',
      attempts: 3,
      backoff_ms: [10, 30],
      then_action: 'disable_provider',
    }
    const calls = [fails(5, code), fails(5, code), fails(5, code), fails(5, code), answers(7)]
    const played = tale(
      { on: { else: STOP, [reason]: retry } },
      { calls: isOverflow ? [fails(5, code), answers(7)] : calls },
    )
    expect(played.end).toBe('complete: answered')
    if (isOverflow) {
      expect(played.hops).toEqual([
        `a/m 0-5 ${failed} > disable_provider: plan`,
        'c/k 5-12 sent all > finish',
      ])
      return
    }
    const left = `after ${reason}, retry_same`
    expect(played.steps).toEqual([
      '0 call a/m',
      `5 wait ${left}`,
      '15 call a/m',
      `20 wait ${left}`,
      '50 call a/m',
      `55 wait ${left}`,
      '85 call a/m',
      `90 call b/m after ${reason}, disable_provider`,
      '97 finish',
    ])
    expect(played.hops).toEqual([
      `a/m 0-5 ${failed} > retry_same: plan, wait 10`,
      `a/m 15-20 ${failed} > retry_same: plan, wait 30`,
      `a/m 50-55 ${failed} > retry_same: plan, wait 30`,
      `a/m 85-90 ${failed} > disable_provider: retries used up`,
      'b/m 90-97 sent all > finish',
    ])
  })

  test('nothing follows once the client has a token, whatever the plan', () => {
    const on = {
      else: { action: 'retry_same' },
      stream_interrupted: { action: 'next_candidate', open_breaker_ms: 9 },
    }
    const calls = [[...headers(1), ...token(2), ...fails(5, code)]]
    expect(tale({ on }, { calls })).toEqual({
      steps: ['0 call a/m', '5 finish after stream_interrupted, abort open 9'],
      hops: [`a/m 0-5 stream_interrupted (${code}) sent part > abort: stream has begun`],
      end: 'incomplete: plan',
      error: 'upstream_failed',
    })
  })
})

test.each([
  ['next_candidate', 'a/n'],
  ['next_provider_same_model', 'b/m'],
  ['disable_provider', 'b/m'],
])('used-up retries end in %s', (then_action, next) => {
  const on = { timeout: { action: 'retry_same', attempts: 1, then_action } }
  const calls = [fails(1, 'idle_timeout'), fails(1, 'idle_timeout'), answers(1)]
  expect(tale({ on }, { calls }).hops).toEqual([
    'a/m 0-1 timeout (idle_timeout) > retry_same: plan',
    `a/m 1-2 timeout (idle_timeout) > ${then_action}: retries used up`,
    `${next} 2-3 sent all > finish`,
  ])
})

test('used-up retries go to the next candidate where the plan does not say', () => {
  const on = { timeout: { action: 'retry_same', attempts: 1 } }
  const calls = [fails(1, 'idle_timeout'), fails(1, 'idle_timeout'), answers(1)]
  expect(tale({ on }, { calls }).hops[1]).toContain('> next_candidate: retries used up')
})

test('a plan that falls through every candidate ends when nobody is left', () => {
  const calls = [
    fails(1, 'overloaded'),
    fails(2, 'rate_limited'),
    fails(3, 'html'),
    fails(4, 'overloaded'),
  ]
  expect(tale({}, { calls })).toEqual({
    steps: [
      '0 call a/m',
      '1 call a/n after server_error, next_candidate',
      '3 call b/m after rate_limit, next_candidate',
      '6 call c/k after bad_response, next_candidate',
      '10 finish after server_error, next_candidate',
    ],
    hops: [
      'a/m 0-1 server_error (overloaded) > next_candidate: plan',
      'a/n 1-3 rate_limit (rate_limited) > next_candidate: plan',
      'b/m 3-6 bad_response (html) > next_candidate: plan',
      'c/k 6-10 server_error (overloaded) > next_candidate: no candidate left',
    ],
    end: 'exhausted: plan',
    error: 'upstream_failed',
  })
})

test('nobody to call is a rejection without a call', () => {
  expect(tale({ ranked: [] }, { calls: [] })).toEqual({
    steps: ['0 finish'],
    hops: [],
    end: 'rejected: no candidate',
    error: 'no_candidate',
  })
})
