import { describe, expect, test } from 'vitest'
import { answers, fails } from './play.ts'
import { RANKED, type Setting, tale } from './told.ts'

const RETRY = { action: 'retry_same', attempts: 5, backoff_ms: 1000, then_action: 'next_candidate' }

/** Two calls, of which the first fails at 5 and is tried again after the wait. */
function waited(setting: Setting, retryAfterMs?: number): readonly string[] {
  const asked = retryAfterMs === undefined ? {} : { retryAfterMs }
  const calls = [fails(5, 'rate_limited', { status: 429, ...asked }), answers(1)]
  return tale({ on: { rate_limit: RETRY }, ...setting }, { calls }).steps
}

describe('Retry-After', () => {
  test.each([
    ['a pause of the plan where nothing is asked', undefined, 1005],
    ['what is asked, where it is longer', 3000, 3005],
    ['the pause, where it is longer than what is asked', 10, 1005],
    ['no longer than the cap', 90_000, 60_005],
  ])('waits %s', (_, asked, untilMs) => {
    expect(waited({}, asked)).toEqual([
      '0 call a/m',
      '5 wait after rate_limit, retry_same',
      `${untilMs} call a/m`,
      `${untilMs + 1} finish`,
    ])
  })

  test('past the deadline is not waited for: the plan goes on without the retry', () => {
    const calls = [fails(5, 'rate_limited', { retryAfterMs: 3000 }), answers(1)]
    expect(tale({ on: { rate_limit: RETRY }, limits: { deadlineMs: 3005 } }, { calls })).toEqual({
      steps: ['0 call a/m', '5 call a/n after rate_limit, next_candidate', '6 finish'],
      hops: [
        'a/m 0-5 rate_limit (rate_limited) > next_candidate: retry too late',
        'a/n 5-6 sent all > finish',
      ],
      end: 'complete: answered',
      error: undefined,
    })
    expect(waited({ limits: { deadlineMs: 3006 } }, 3000)).toContain('3005 call a/m')
  })

  test('past the deadline, with no other provider of the model, goes to the rest', () => {
    const on = { rate_limit: { ...RETRY, then_action: 'next_provider_same_model' } }
    const ranked = RANKED.filter(({ cid }) => cid !== 'b/m')
    const calls = [fails(5, 'rate_limited', { retryAfterMs: 3000 }), answers(1)]
    expect(tale({ on, ranked, limits: { deadlineMs: 100 } }, { calls }).hops).toEqual([
      'a/m 0-5 rate_limit (rate_limited) > next_provider_same_model: retry too late',
      'a/n 5-6 sent all > finish',
    ])
  })

  test.each(['abort', 'disable_provider'])(
    'past the deadline, with nobody else, ends at once (%s)',
    (then_action) => {
      const on = { rate_limit: { ...RETRY, then_action } }
      const ranked = RANKED.slice(0, 2)
      const calls = [fails(5, 'rate_limited', { retryAfterMs: 3000 })]
      expect(tale({ on, ranked, limits: { deadlineMs: 100 } }, { calls })).toEqual({
        steps: ['0 call a/m', `5 finish after rate_limit, ${then_action}`],
        hops: ['a/m 0-5 rate_limit (rate_limited) > abort: deadline'],
        end: 'exhausted: deadline',
        error: 'rate_limited, again in 3000',
      })
    },
  )

  test('a pause of the plan itself past the deadline is not waited for either', () => {
    const on = { timeout: { ...RETRY, then_action: 'abort' } }
    const calls = [fails(5, 'socket_timeout')]
    expect(tale({ on, limits: { deadlineMs: 500 } }, { calls })).toMatchObject({
      steps: ['0 call a/m', '5 finish after timeout, abort'],
      end: 'exhausted: deadline',
      error: 'deadline',
    })
  })

  test('the client hears of the first limit that ends, from now on', () => {
    const limit = (afterMs: number, retryAfterMs: number) =>
      fails(afterMs, 'rate_limited', { retryAfterMs })
    const all = { calls: [limit(10, 9000), limit(20, 500), limit(30, 8000), limit(40, 7000)] }
    expect(tale({}, all).error).toBe('rate_limited, again in 430')
  })

  test('the last that a candidate said counts, not what has passed', () => {
    const on = { rate_limit: { ...RETRY, attempts: 1, then_action: 'abort' } }
    const calls = [
      fails(5, 'rate_limited', { retryAfterMs: 1000 }),
      fails(5, 'rate_limited', { retryAfterMs: 40_000 }),
    ]
    expect(tale({ on }, { calls }).error).toBe('rate_limited, again in 40000')
    const silent = [fails(5, 'rate_limited', { retryAfterMs: 1000 }), fails(5, 'rate_limited')]
    expect(tale({ on }, { calls: silent }).error).toBe('rate_limited')
  })

  test('a breaker that is to open stays open for as long as the limit holds, as far as believed', () => {
    const on = { rate_limit: { action: 'next_candidate', open_breaker_ms: 2000 } }
    const opened = (retryAfterMs: number) =>
      tale({ on }, { calls: [fails(5, 'rate_limited', { retryAfterMs }), answers(1)] }).steps[1]
    expect(opened(100)).toContain('open 2000')
    expect(opened(5000)).toContain('open 5000')
    expect(opened(500_000)).toContain('open 60000')
  })
})

test.each([
  [0, 1005],
  [0.5, 755],
  [0.998, 506],
])('chance of %d takes up to half of a pause', (chance, untilMs) => {
  expect(waited({ chance })[2]).toBe(`${untilMs} call a/m`)
})

test('chance takes nothing of what a provider asks', () => {
  expect(waited({ chance: 0.9 }, 1000)[2]).toBe('1005 call a/m')
})
