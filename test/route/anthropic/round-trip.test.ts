import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { chatRequestOfMessages } from '../../../src/route/anthropic/chat-request-of-messages.ts'
import { chatStreamOfMessages } from '../../../src/route/anthropic/chat-stream-of-messages.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
import type { Message } from '../../../src/route/anthropic/messages.ts'
import { messagesRequestOfChat } from '../../../src/route/anthropic/messages-request-of-chat.ts'
import { messagesStreamOfChat } from '../../../src/route/anthropic/messages-stream-of-chat.ts'
import type { StreamPart } from '../../../src/route/anthropic/stream-translator.ts'
import { runs } from '../../runs.ts'
import { completionOf, messageOf } from './accumulated.ts'
import { arbitraryChatRequest, arbitraryCompletion, arbitraryMessage, cut } from './arbitrary.ts'

const CREATED = 1_700_000_000

test('a chat request that both can say comes back as it was', () => {
  fc.assert(
    fc.property(arbitraryChatRequest, (chat) => {
      const there = messagesRequestOfChat(chat, { model: 'claude-3-5-haiku-latest' })
      const body = there.ok ? there.value.body : there
      const limitMember = 'max_tokens'
      const back = chatRequestOfMessages(body, { model: chat.model, limitMember, reasons: false })
      expect(back).toEqual({ ok: true, value: { body: chat, dropped: [] } })
    }),
    runs(100),
  )
})

test('a message comes back as it was, signed thoughts included', () => {
  fc.assert(
    fc.property(arbitraryMessage, (message) => {
      const there = chatCompletionOfMessage(message, CREATED)
      expect(messageOfChatCompletion(there.ok && there.value)).toEqual({ ok: true, value: message })
    }),
    runs(100),
  )
})

test('a streamed message is the completion of the whole, however it is cut', () => {
  fc.assert(
    fc.property(arbitraryMessage, fc.infiniteStream(fc.nat(9)), (message, cuts) => {
      const whole = chatCompletionOfMessage(message, CREATED)
      const stream = chatStreamOfMessages({ created: CREATED, includesUsage: true })
      const parts = eventsOf(message, cuts).flatMap((event) => stream.take(event))
      expect(parts.at(-1)).toEqual({ kind: 'done' })
      expect({ ok: true, value: completionOf(sent(parts)) }).toEqual(whole)
    }),
    runs(100),
  )
})

test('a streamed completion is the message of the whole, however it is cut', () => {
  fc.assert(
    fc.property(arbitraryCompletion, fc.infiniteStream(fc.nat(9)), (completion, cuts) => {
      const stream = messagesStreamOfChat()
      const parts = chunksOf(completion, cuts).flatMap((chunk) => stream.take(chunk))
      const events = sent([...parts, ...stream.end()])
      const whole = messageOfChatCompletion(completion)
      expect({ ok: true, value: messageOf(events) }).toEqual(whole)
    }),
    runs(100),
  )
})

function sent<Event>(parts: readonly StreamPart<Event>[]): readonly Event[] {
  return parts.flatMap((part) => (part.kind === 'event' ? [part.event] : []))
}

type Cuts = Iterator<number>

/** A message as Anthropic streams it. */
function eventsOf(message: Message, cuts: Cuts): readonly unknown[] {
  const { content, stop_reason, usage } = message
  const started = {
    ...message,
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1 },
  }
  return [
    { type: 'message_start', message: started },
    { type: 'ping' },
    ...content.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: emptied(block) },
      ...deltasOf(block, cuts).map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason },
      usage: { output_tokens: usage.output_tokens },
    },
    { type: 'message_stop' },
  ]
}

function emptied(block: Message['content'][number]): unknown {
  if (block.type === 'text') return { type: 'text', text: '' }
  if (block.type === 'thinking') return { type: 'thinking', thinking: '', signature: '' }
  return block.type === 'tool_use' ? { ...block, input: {} } : block
}

function deltasOf(block: Message['content'][number], cuts: Cuts): readonly unknown[] {
  switch (block.type) {
    case 'text':
      return cut(block.text, cuts).map((text) => ({ type: 'text_delta', text }))
    case 'thinking':
      return [
        ...cut(block.thinking, cuts).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: block.signature },
      ]
    case 'tool_use': {
      const text = Object.keys(block.input).length === 0 ? '' : JSON.stringify(block.input)
      const pieces = ['', ...cut(text, cuts)]
      return pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json }))
    }
    default:
      return []
  }
}

type Completion = typeof arbitraryCompletion extends fc.Arbitrary<infer T> ? T : never

/** A chat completion as OpenAI and those like it stream it. */
function chunksOf(completion: Completion, cuts: Cuts): readonly unknown[] {
  const [{ message, finish_reason }] = completion.choices
  const deltas = [
    { role: 'assistant', content: '' },
    ...cut(message.reasoning_content ?? '', cuts).map((reasoning_content) => ({
      reasoning_content,
    })),
    ...cut(message.content ?? '', cuts).map((content) => ({ content })),
    ...message.tool_calls.flatMap(({ id, function: called }, index) => [
      {
        tool_calls: [
          { index, id, type: 'function', function: { name: called.name, arguments: '' } },
        ],
      },
      ...cut(called.arguments, cuts).map((text) => ({
        tool_calls: [{ index, function: { arguments: text } }],
      })),
    ]),
  ]
  const { id, model, usage } = completion
  return [
    ...deltas.map((delta) => ({ id, model, choices: [{ index: 0, delta, finish_reason: null }] })),
    { id, model, choices: [{ index: 0, delta: {}, finish_reason }] },
    { id, model, choices: [], usage },
  ]
}
