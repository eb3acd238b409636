import { describe, expect, test } from 'vitest'
import { undelivered } from '../../../src/route/failover/end-of.ts'
import { checkWalk } from '../../../src/trace/walk-check.ts'
import { answers, fails, headers, play, type Scripted, token } from './play.ts'
import { planOf, tale } from './told.ts'

const RETRY = { action: 'retry_same', attempts: 5, backoff_ms: 1000 }
const on = { rate_limit: RETRY }

const LIMITED = fails(5, 'rate_limited', { retryAfterMs: 2000 })
const STREAMING = [...headers(1), ...token(2), ...answers(9000)]

describe.each([
  ['client left', 'leavesMs', 'cancelled', 'cancelled', 'cancelled', undefined],
  ['shutdown', 'shutdownMs', 'rejected', 'exhausted', 'incomplete', 'shutting_down'],
] as const)('%s', (why, member, uncalled, called, begun, error) => {
  const told = (calls: readonly Scripted[], atMs: number) =>
    tale({ on }, { calls, startMs: 3, [member]: atMs })

  test('before a call: none is made', () => {
    expect(told([], 2)).toEqual({
      steps: ['3 finish'],
      hops: [],
      end: `${uncalled}: ${why}`,
      error,
    })
  })

  test.each([
    ['before its headers', []],
    ['after its headers', headers(4)],
  ])('in a call, %s: it is no mark against the provider', (_, call) => {
    expect(told([call], 50)).toEqual({
      steps: ['3 call a/m', '50 finish after cancelled, abort'],
      hops: [`a/m 3-50 > abort: ${why}`],
      end: `${called}: ${why}`,
      error,
    })
  })

  test('in a wait: it ends at once, and the call before says why', () => {
    expect(told([LIMITED], 50)).toEqual({
      steps: ['3 call a/m', '8 wait after rate_limit, retry_same', '50 finish'],
      hops: [`a/m 3-8 rate_limit (rate_limited) > abort: ${why}`],
      end: `${called}: ${why}`,
      error,
    })
  })

  test('in the middle of a stream', () => {
    expect(told([STREAMING], 50)).toEqual({
      steps: ['3 call a/m', '50 finish after cancelled, abort'],
      hops: [`a/m 3-50 sent part > abort: ${why}`],
      end: `${begun}: ${why}`,
      error,
    })
  })

  test('in the second call', () => {
    expect(told([fails(5, 'overloaded')], 50).hops).toEqual([
      'a/m 3-8 server_error (overloaded) > next_candidate: plan',
      `a/n 8-50 > abort: ${why}`,
    ])
  })

  test('after the answer changes nothing', () => {
    expect(told([answers(5)], 50).end).toBe('complete: answered')
  })
})

test('an answer that the client did not wait for is cancelled, and done by the provider', () => {
  const plan = planOf({ on })
  const ending = undelivered(play(plan, { calls: [LIMITED, STREAMING] }).ending)
  const { hops, outcome } = ending
  expect(ending).toMatchObject({ outcome: 'cancelled', why: 'client left' })
  expect(hops.at(-1)).toMatchObject({ sent: 'part', action: 'finish', status: 200 })
  expect(hops.at(-1)).not.toHaveProperty('failure')
  expect(hops[0]).toMatchObject({ sent: 'nothing', action: 'retry_same' })
  expect(checkWalk({ policy: plan.policy, ranked: plan.ranked, hops, outcome })).toBeUndefined()
})

test('what is not complete stays as it is when nobody is there for it', () => {
  const { ending } = play(planOf({}), { calls: [], leavesMs: 4 })
  expect(undelivered(ending)).toBe(ending)
})

test('the usage of a call that is given up is kept, and what is unknown is said to be', () => {
  const { ending } = play(planOf({}), { calls: [headers(1)], leavesMs: 4 })
  expect(ending.hops[0]).toMatchObject({
    usage: { origin: 'unknown' },
    cost: { settled: null, estimated: null },
  })
})
