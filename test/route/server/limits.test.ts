import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { decimalOf } from '../../../src/catalog/money.ts'
import { expectClean } from './expect-clean.ts'
import { LAB_CATALOG, type LabSetup, lab } from './lab.ts'
import { speakerOf } from './speaker.ts'
import { wayOf } from './ways.ts'

const STREAM = wayOf('chat stream')

describe.each(['chat', 'chat stream', 'messages stream'])('by way of %s', (name) => {
  const way = wayOf(name)

  test.each<[string, LabSetup & { readonly policy?: string }, number, string, readonly string[]]>([
    [
      'a deadline in a call',
      { faults: ['alpha=silence'], limits: { deadlineMs: 200 } },
      504,
      'deadline',
      ['alpha/small timeout deadline'],
    ],
    [
      'a deadline before the next try',
      {
        faults: ['*=503'],
        policy: 'cheapest on server_error retry 5 after 60s then stop',
        limits: { deadlineMs: 20_000 },
      },
      504,
      'deadline',
      ['alpha/small server_error deadline'],
    ],
    [
      'so many calls and no more',
      { faults: ['*=500'], limits: { attempts: 2 } },
      502,
      'upstream_failed',
      ['alpha/small server_error plan', 'beta/small server_error attempts'],
    ],
    ['no money for any call', { limits: { spend: decimalOf(0.000001) } }, 429, 'budget_spent', []],
  ])('%s ends the request', async (_, { policy = 'cheapest', ...setup }, status, code, hops) => {
    const room = await lab(setup)
    const response = await room.post(way.path, { policy, ...way.body })
    const heard = way.read(await response.text())
    expect([response.status, heard.text]).toEqual([status, ''])
    if (name !== 'messages stream') expect(heard.error).toBe(code)
    const receipt = await room.receipt()
    expect(
      receipt.hops.map(({ candidate, failure, why }) => `${candidate} ${failure} ${why}`),
    ).toEqual(hops)
    expect(room.calls).toHaveLength(hops.length)
    expect(receipt.outcome).toBe(hops.length === 0 ? 'rejected' : 'exhausted')
    await expectClean(room)
  })
})

test('a deadline in the middle of a stream ends it with an error', async () => {
  const room = await lab({ faults: ['alpha=stall@5'], limits: { deadlineMs: 500 } })
  const heard = STREAM.read(
    await (await room.post(STREAM.path, { policy: 'cheapest', ...STREAM.body })).text(),
  )
  expect(heard).toMatchObject({ isWhole: false, error: 'deadline' })
  expect(heard.text).not.toBe('')
  const { outcome, hops } = await room.receipt()
  expect(outcome).toBe('incomplete')
  expect(hops).toMatchObject([{ failure: 'stream_interrupted', cause: 'deadline', sent: 'part' }])
  await expectClean(room)
})

test('a fallback that could cost more than is left is not called', async () => {
  // Four thousand tokens cost 0.0016 at the first provider and 0.0032 at the second.
  const room = await lab({ faults: ['*/small=blank'], limits: { spend: decimalOf(0.002) } })
  const way = wayOf('chat')
  const response = await room.post(way.path, { policy: 'cheapest', ...way.body, max_tokens: 4000 })
  expect(response.status).toBe(429)
  expect(way.read(await response.text()).error).toBe('budget_spent')
  const { hops } = await room.receipt()
  expect(hops.map(({ candidate, why }) => `${candidate} ${why}`)).toEqual(['alpha/small spend'])
  await expectClean(room)
})

const CLAUDE_FIRST: Catalog = {
  ...LAB_CATALOG,
  models: {
    ...LAB_CATALOG.models,
    large: {
      ...LAB_CATALOG.models.large,
      served_by: [{ provider: 'claude', price_in: 0.001, price_out: 0.001 }],
    },
  },
}

/** Audio is nothing that Anthropic's interface has words for. */
const AUDIO = [
  {
    role: 'user',
    content: [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }],
  },
]

describe.each(['chat', 'chat stream'])('by way of %s', (name) => {
  const way = wayOf(name)
  const body = { ...way.body, messages: AUDIO }

  test('a candidate that cannot be told what the request says is passed over, unmarked', async () => {
    const marks: unknown[] = []
    const room = await lab({
      catalog: CLAUDE_FIRST,
      office: {
        health: {
          state: () => ({}),
          began: (route) => ({ route, epoch: 0 }),
          ended: ({ route }, { kind }) => marks.push(`${route.route} ${kind}`),
          disable: () => marks.push('disabled'),
          report: () => ({ routes: [], disabled: [] }),
        },
      },
    })
    const response = await room.post(way.path, { policy: 'cheapest', ...body })
    const heard = way.read(await response.text())
    expect(speakerOf(heard.text)).toBe('alpha/small')
    const { hops } = await room.receipt()
    expect(hops).toMatchObject([
      { candidate: 'claude/large', cause: 'untranslatable', action: 'next_candidate' },
      { candidate: 'alpha/small', sent: 'all' },
    ])
    expect(room.calls).toHaveLength(1)
    expect(marks).toEqual([expect.stringMatching(/alpha.* answered$/)])
    await expectClean(room)
  })

  test('a request that no candidate can be told is refused, with the member that is meant', async () => {
    const room = await lab()
    const policy = 'cheapest where provider is claude'
    const response = await room.post(way.path, { ...body, policy })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { code: 'bad_request', param: expect.stringMatching(/^messages\[0\]/) },
    })
    expect((await room.receipt()).outcome).toBe('exhausted')
    expect(room.calls).toEqual([])
    await expectClean(room)
  })
})

test('a decision that finds nobody is told with what keeps them out, and leaves a receipt', async () => {
  const room = await lab()
  const policy = 'cheapest where context >= 1M'
  const response = await room.post('/chat/completions', { policy, ...STREAM.body })
  expect(response.status).toBe(422)
  expect(response.headers.get('x-unhardcoded-receipt')).toBe((await room.receipt()).id)
  expect(await response.json()).toMatchObject({
    error: { code: 'no_candidate', message: /context/ },
  })
  expect(room.receipts[0]).toMatchObject({ outcome: 'rejected', hops: [] })
  await expectClean(room)
})
