import { expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const MESSAGES = [{ role: 'user' as const, content: 'hi' }]

/** The best of one provider. */
const TERM = [
  'policy',
  ['provider_eq', 'beta'],
  ['field', 'price_in'],
  ['argmax'],
  ['id'],
  ['always', { action: 'next_candidate' }],
]

test.each([
  ['by name', { model: 'policy:claude' }, 'claude/large'],
  ['as a text', { model: 'gpt-5', policy: 'cheapest where context >= 100k' }, 'beta/large'],
  [
    'as a text with parameters',
    {
      model: '',
      policy: 'policy p(least: tokens = 1k) = cheapest where context >= least',
      policy_params: { least: 100_000 },
    },
    'beta/large',
  ],
  ['as a term', { model: 'gpt-5', policy_ir: TERM }, 'beta/large'],
  ['as a family', { model: 'family:large' }, 'beta/large'],
  ['as a pin', { model: 'pin:claude/large' }, 'claude/large'],
])('a policy is sent %s', async (_, members, candidate) => {
  const lab = await room()
  const body = { ...members, messages: MESSAGES }
  const { x_router } = Object(await openOpenAi(lab).chat.completions.create(body))
  expect(x_router).toMatchObject({ model: candidate })
  const sent: unknown = JSON.parse(new TextDecoder().decode(lab.calls[0]?.body))
  expect(sent).toMatchObject({ model: candidate.split('/')[1] })
  expect(Object.keys(Object(sent)).filter((name) => name.startsWith('policy'))).toEqual([])
  await expectReceipts(lab, [{ hops: [[candidate]] }])
})
