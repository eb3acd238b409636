import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Chat, type Message, openChat } from '../../docs/examples/support-agent/chat.ts'
import { openDesk } from '../../docs/examples/support-agent/desk.ts'
import { reply, type Said } from '../../docs/examples/support-agent/reply.ts'
import { cli } from '../cli/cli.ts'
import { runPage } from '../cli/run-page.ts'
import { type Serving, serving } from '../cli/serving.ts'
import { withCopy } from '../cli/shell.ts'

const EXAMPLE = 'docs/examples/support-agent'

const ORDERS = [
  { id: 'A-1', item: 'kettle', status: 'delivered', totalCents: 24_90 },
  { id: 'A-2', item: 'espresso machine', status: 'on its way', totalCents: 480_00 },
] as const

const LOOK_UP = 'Where is it? (call look_up_order)'
const REFUND = 'I want my money back. (call refund_order)'
const FIRST = 'anthropic/claude-sonnet-5'
const SECOND = 'openai/gpt-5.4'

test('every command of the page answers what stands there', async () => {
  const page = readFileSync(`${EXAMPLE}/README.md`, 'utf8')
  const hook = pathToFileURL(resolve('test/examples/typescript-hook.mjs'))
  const env = { NODE_OPTIONS: `--import=${hook}` }
  const run = await withCopy(EXAMPLE, (cwd) => runPage(page, { cwd, env, chance: 'counted' }))
  await expect(run).toMatchFileSnapshot(`../../${EXAMPLE}/README.md`)
})

describe('a conversation', () => {
  test('stays with one model where nobody fails', () =>
    withRouter([], async ({ url }) => {
      expect(speakersOf(await conversation(url))).toEqual([
        [FIRST, 'look_up_order', FIRST],
        [FIRST, 'refund_order', FIRST],
      ])
    }))

  test('goes on with the next model from where the first one fails, and does not come back', () =>
    withRouter(['--fault', 'anthropic=529:/3'], async ({ url }) => {
      const replies = await conversation(url)
      expect(speakersOf(replies)).toEqual([
        [FIRST, 'look_up_order', FIRST],
        [SECOND, 'refund_order', SECOND],
      ])
      const done = replies.flat().map(({ message }) => message)
      const results = done.filter(({ role }) => role === 'tool')
      expect(results.map(({ content }) => JSON.parse(content ?? ''))).toEqual([
        { ...ORDERS[0], refunded: false },
        { refunded: 'A-1', cents: 24_90 },
      ])
      // Each result answers the call that was made.
      const calls = done.flatMap(({ tool_calls = [] }) => tool_calls)
      expect(results.map(({ tool_call_id }) => tool_call_id)).toEqual(calls.map(({ id }) => id))
      expect(done.at(-1)?.content).toMatch(/^The sandbox of unhardcoded answers for gpt-5\.4/)
    }))

  test('has receipts that sum up, and replay', () =>
    withRouter(['--fault', 'anthropic=529:/3'], async ({ url, end }, cwd) => {
      const receipts = (await conversation(url)).flat().flatMap(({ receipt }) => receipt ?? [])
      // Another conversation in the same trace.
      await conversation(url)
      await end()
      const ids = receipts.flatMap((id) => ['--id', id])
      const stats = await cli(['trace', 'stats', 'receipts', '--format', 'json', ...ids], { cwd })
      expect(JSON.parse(stats.stdout).all).toMatchObject({
        requests: 4,
        calls: 5,
        failed_over: 1,
        outcomes: { complete: 4 },
      })
      const { stdout } = await cli(['replay', 'receipts'], { cwd })
      expect(stdout).toBe('8 reproduced, 0 diverged\n')
    }))

  test('is refused with the reason of the router', () =>
    withRouter([], async ({ url }) => {
      const chat: Chat = (question) =>
        openChat(url, 'none')({ ...question, model: 'policy:suport' })
      const said = reply([{ role: 'user', content: 'hi' }], { chat, desk: openDesk(ORDERS) })
      await expect(said.next()).rejects.toThrow('did you mean `policy:support`?')
    }))
})

describe('the desk', () => {
  const refund = (order: string) => ({ name: 'refund_order', arguments: JSON.stringify({ order }) })

  test.each([
    ['an order', refund('A-1'), { refunded: 'A-1', cents: 24_90 }],
    ['nothing above the limit', refund('A-2'), { error: 'above the limit: a person will decide' }],
    ['no order of another customer', refund('A-9'), { error: 'the customer has no such order' }],
    [
      'nothing that is not JSON',
      { name: 'refund_order', arguments: '{"order":' },
      { error: 'the customer has no such order' },
    ],
    [
      'nothing that is null',
      { name: 'refund_order', arguments: 'null' },
      { error: 'the customer has no such order' },
    ],
    ['by no other tool', { name: 'toString', arguments: '{}' }, { error: 'there is no such tool' }],
  ])('pays back %s', (_, call, told) => {
    expect(openDesk(ORDERS).run(call)).toEqual(told)
  })

  test('pays back once, and knows of it', () => {
    const desk = openDesk(ORDERS)
    desk.run(refund('A-1'))
    expect(desk.run(refund('A-1'))).toEqual({ error: 'this order was refunded before' })
    const found = desk.run({ name: 'look_up_order', arguments: '{"order":"A-1"}' })
    expect(found).toEqual({ ...ORDERS[0], refunded: true })
  })
})

test('a model that goes on calling tools is asked a last time without them', async () => {
  const choices: string[] = []
  const chat: Chat = async ({ tool_choice }) => {
    choices.push(tool_choice)
    const message: Message = {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'c', type: 'function', function: { name: 'look_up_order', arguments: '{}' } },
      ],
    }
    const last: Message = { role: 'assistant', content: 'Enough.' }
    const x_router = { model: FIRST, receipt: '' }
    return { choices: [{ message: tool_choice === 'none' ? last : message }], x_router }
  }
  let last: Said | undefined
  for await (const said of reply([], { chat, desk: openDesk(ORDERS) })) last = said
  expect(choices).toEqual(['auto', 'auto', 'auto', 'auto', 'auto', 'none'])
  expect(last?.message.content).toBe('Enough.')
})

/** A customer who asks, and then wants money back: what was said after each message. */
async function conversation(url: string): Promise<readonly (readonly Said[])[]> {
  const staff = { chat: openChat(url, 'none'), desk: openDesk(ORDERS) }
  const messages: Message[] = []
  const replies: Said[][] = []
  for (const content of [LOOK_UP, REFUND]) {
    messages.push({ role: 'user', content })
    const said: Said[] = []
    for await (const each of reply(messages, staff)) said.push(each)
    messages.push(...said.map(({ message }) => message))
    replies.push(said)
  }
  return replies
}

function speakersOf(replies: readonly (readonly Said[])[]) {
  return replies.map((said) => said.map(({ by }) => by))
}

/** A router over the sandbox, started in a copy of the example. */
function withRouter<T>(
  options: readonly string[],
  run: (server: Serving, cwd: string) => Promise<T>,
): Promise<T> {
  return withCopy(EXAMPLE, async (cwd) => {
    const server = await serving(['--sandbox', '--trace', 'receipts', ...options], { cwd })
    try {
      return await run(server, cwd)
    } finally {
      await server.end()
    }
  })
}
