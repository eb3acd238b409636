import { readFileSync } from 'node:fs'
import type OpenAI from 'openai'
import { expect, test } from 'vitest'
import type { Answer, Chat, Message } from '../../../docs/examples/support-agent/chat.ts'
import { openDesk } from '../../../docs/examples/support-agent/desk.ts'
import { reply } from '../../../docs/examples/support-agent/reply.ts'
import { builtInCatalog } from '../../../src/decide/index.ts'
import { lab } from '../../route/server/lab.ts'
import { expectReceipts } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const POLICIES = readFileSync('docs/examples/support-agent/policies/support.uh', 'utf8')

/** The part of the package that the example has types of its own for. */
function chatOf(client: OpenAI): Chat {
  return async (question) => {
    const body: unknown = question
    const answer: unknown = await client.chat.completions.create(
      body as OpenAI.ChatCompletionCreateParamsNonStreaming,
    )
    return answer as Answer
  }
}

test('the loop of the example runs by the package as well, whoever answers', async () => {
  const room = await lab({
    catalog: builtInCatalog(),
    policies: POLICIES,
    faults: ['anthropic=529:/3'],
  })
  const staff = {
    chat: chatOf(openOpenAi(room)),
    desk: openDesk([{ id: 'A-1', item: 'kettle', status: 'delivered', totalCents: 24_90 }]),
  }
  const messages: Message[] = []
  const speakers: string[] = []
  for (const content of ['call look_up_order', 'call refund_order', 'Thank you.']) {
    messages.push({ role: 'user', content })
    for await (const { message, by } of reply(messages, staff)) {
      speakers.push(by)
      messages.push(message)
    }
  }
  const [first, second] = ['anthropic/claude-sonnet-5', 'openai/gpt-5.4']
  expect(speakers).toEqual([
    ...[first, 'look_up_order', first],
    ...[second, 'refund_order', second],
    second,
  ])
  await expectReceipts(room, [
    { hops: [[first]] },
    { hops: [[first]] },
    { hops: [[first, 'server_error'], [second]] },
    { hops: [[second]] },
    { hops: [[second]] },
  ])
})
