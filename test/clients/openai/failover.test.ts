import { expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const BODY = { model: 'policy:support', messages: [{ role: 'user' as const, content: 'hi' }] }

/** Each at the first provider; all that a client may see is the answer of the second. */
const FAULTS = [
  ['429', 'rate_limit'],
  ['500', 'server_error'],
  ['503', 'server_error'],
  ['529', 'server_error'],
  ['401', 'auth_error'],
  ['402', 'payment_required'],
  ['404', 'model_unavailable'],
  ['408', 'timeout'],
  ['html', 'bad_response'],
  ['empty', 'bad_response'],
  ['blank', 'bad_response'],
  ['wrong-json', 'bad_response'],
  ['reset', 'network_error'],
] as const

test.each(FAULTS)('a client sees nothing of a %s at the first provider', async (fault, reason) => {
  const lab = await room({ faults: [`alpha=${fault}`] })
  const { completions } = openOpenAi(lab).chat
  const hops = [['alpha/small', reason], ['beta/small']] as const
  const { choices } = await completions.create(BODY)
  expect(choices[0]?.message.content).toMatch(/^The sandbox .* answers for small of beta/)
  await expectReceipts(lab, [{ hops }])
})

test.each(FAULTS)('a stream shows nothing of a %s at the first provider', async (fault, reason) => {
  const lab = await room({ faults: [`alpha=${fault}`] })
  const runner = openOpenAi(lab).chat.completions.stream(BODY)
  expect(await runner.finalContent()).toMatch(/^The sandbox .* answers for small of beta.*\.$/)
  await expectReceipts(lab, [{ hops: [['alpha/small', reason], ['beta/small']] }])
})

test.each(['whole', 'streamed'])(
  'a client does not see that it falls over to another protocol, %s',
  async (how) => {
    const lab = await room({ faults: ['alpha=500', 'beta=reset'] })
    const { completions } = openOpenAi(lab).chat
    const { choices } =
      how === 'whole'
        ? await completions.create(BODY)
        : await completions.stream(BODY).finalChatCompletion()
    expect(choices[0]?.message.content).toMatch(/^The sandbox .* answers for large of claude/)
    await expectReceipts(lab, [
      {
        hops: [
          ['alpha/small', 'server_error'],
          ['beta/small', 'network_error'],
          ['beta/large', 'network_error'],
          ['claude/large'],
        ],
      },
    ])
  },
)
