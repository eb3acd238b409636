import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { chatRequestOfMessages } from '../../../src/route/anthropic/chat-request-of-messages.ts'
import { chatStreamOfMessages } from '../../../src/route/anthropic/chat-stream-of-messages.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
import type { MessagesEvent } from '../../../src/route/anthropic/messages.ts'
import { messagesRequestOfChat } from '../../../src/route/anthropic/messages-request-of-chat.ts'
import { messagesStreamOfChat } from '../../../src/route/anthropic/messages-stream-of-chat.ts'
import type { StreamPart } from '../../../src/route/anthropic/stream-translator.ts'
import { runs } from '../../runs.ts'

const WORDS = [
  ...['messages', 'role', 'content', 'type', 'text', 'tool_calls', 'function', 'arguments', 'name'],
  ...['id', 'index', 'delta', 'choices', 'finish_reason', 'usage', 'error', 'message', 'model'],
  ...['content_block', 'stop_reason', 'thinking', 'signature', 'partial_json', 'input', 'source'],
  ...['image_url', 'url', 'system', 'tools', 'tool_choice', '__proto__', 'constructor', 'system'],
]

const VALUES = [
  ...['user', 'assistant', 'tool', 'system', 'text', 'image_url', 'tool_use', 'tool_result'],
  ...['thinking', 'redacted_thinking', 'message_start', 'message_delta', 'message_stop', 'ping'],
  ...['content_block_start', 'content_block_delta', 'content_block_stop', 'text_delta', 'stop'],
  ...['input_json_delta', 'thinking_delta', 'signature_delta', 'message', 'error', '{"a":', '{}'],
]

/** What throws where it is made a text. */
const NO_TEXT = { toString: 0, valueOf: 0 }

/** JSON with the words of both formats where they do not belong. */
const { value: jumble } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom<unknown>(...VALUES, 0, 1, -1, 1.5, null, true, '', NO_TEXT),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...WORDS), tie('value'), { maxKeys: 6 }),
  ),
}))

const CHAT = { model: 'm', limitMember: 'max_tokens', reasons: true } as const

const WHOLE: Record<string, (body: unknown) => { readonly ok: boolean }> = {
  'a chat request': (body) => messagesRequestOfChat(body, { model: 'claude-sonnet-4-5' }),
  'a Messages request': (body) => chatRequestOfMessages(body, CHAT),
  'a message': (body) => chatCompletionOfMessage(body, 1),
  'a chat completion': (body) => messageOfChatCompletion(body),
}

describe.each(Object.entries(WHOLE))('%s of any JSON', (_, translate) => {
  test('is translated to what can be written, or refused', () => {
    fc.assert(
      fc.property(jumble, (body) => {
        expect(() => JSON.stringify(translate(body))).not.toThrow()
      }),
      runs(300),
    )
  })
})

test('a message nested too deep to be written is none', () => {
  let input: unknown = {}
  for (let level = 0; level < 100_000; level++) input = { input }
  const block = { type: 'tool_use', id: 'a', name: 'f', input }
  const message = {
    type: 'message',
    id: 'm',
    model: 'c',
    content: [block],
    stop_reason: 'tool_use',
  }
  expect(chatCompletionOfMessage(message, 1)).toMatchObject({ error: { kind: 'malformed' } })
})

test('a body of a great many parts is translated as any other', () => {
  const content = Array.from({ length: 300_000 }, () => ({ type: 'text', text: 'a' }))
  const messages = ['system', 'user', 'user', 'assistant'].map((role) => ({ role, content }))
  expect(messagesRequestOfChat({ messages }, { model: 'claude-opus-4-6' }).ok).toBe(true)
  const body = { messages: messages.slice(1), system: content, max_tokens: 1 }
  expect(chatRequestOfMessages(body, CHAT).ok).toBe(true)
})

/** Events that are almost those of a stream, in any order. */
const messagesEvents = fc.array(
  fc.oneof(
    jumble,
    fc.constant({ type: 'message_start', message: { id: 'm', model: 'c', usage: {} } }),
    fc.record({
      type: fc.constantFrom('content_block_start', 'content_block_delta', 'content_block_stop'),
      index: fc.nat(2),
      content_block: fc.constantFrom(
        { type: 'text', text: '' },
        { type: 'thinking', thinking: '' },
        { type: 'tool_use', id: 't', name: 'f' },
      ),
      delta: fc.constantFrom(
        { type: 'text_delta', text: 'a' },
        { type: 'thinking_delta', thinking: 'b' },
        { type: 'input_json_delta', partial_json: '{}' },
      ),
    }),
    fc.constant({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: {} }),
    fc.constant({ type: 'message_stop' }),
  ),
  { maxLength: 12 },
)

const chatChunks = fc.array(
  fc.oneof(
    jumble,
    fc
      .record(
        {
          content: fc.constantFrom('a', '', null),
          reasoning_content: fc.constantFrom('b', null),
          tool_calls: fc.array(
            fc.record(
              {
                index: fc.nat(2),
                id: fc.constantFrom('x', 'y'),
                function: fc.constantFrom(
                  { name: 'f' },
                  { arguments: '{}' },
                  { name: 'g', arguments: '' },
                ),
              },
              { requiredKeys: ['function'] },
            ),
            { maxLength: 3 },
          ),
        },
        { requiredKeys: [] },
      )
      .map((delta) => ({ id: 'c', model: 'm', choices: [{ index: 0, delta }] })),
    fc.constant({ choices: [{ delta: {}, finish_reason: 'stop' }] }),
  ),
  { maxLength: 12 },
)

test('a stream of messages ends once, whatever comes', () => {
  fc.assert(
    fc.property(messagesEvents, (events) => {
      const stream = chatStreamOfMessages({ created: 1, includesUsage: false })
      endsOnce([...events.flatMap((event) => stream.take(event)), ...stream.end(), ...stream.end()])
    }),
    runs(300),
  )
})

test('a stream of chunks ends once, and its blocks are in order, whatever comes', () => {
  fc.assert(
    fc.property(chatChunks, (chunks) => {
      const stream = messagesStreamOfChat()
      const parts = [
        ...chunks.flatMap((chunk) => stream.take(chunk)),
        ...stream.end(),
        ...stream.end(),
      ]
      endsOnce(parts)
      const types = parts.flatMap((part) => (part.kind === 'event' ? [mark(part.event)] : []))
      expect(types.join('')).toMatch(/^(?:S(?:\[\.*\])*(?:\[\.*|Z!)?)?$/)
    }),
    runs(300),
  )
})

function endsOnce(parts: readonly StreamPart<unknown>[]): void {
  const ends = parts.flatMap(({ kind }, index) => (kind === 'event' ? [] : [index]))
  expect(ends).toEqual([parts.length - 1])
  expect(() => JSON.stringify(parts)).not.toThrow()
}

function mark(event: MessagesEvent): string {
  const marks = {
    message_start: 'S',
    content_block_start: '[',
    content_block_delta: '.',
    content_block_stop: ']',
    message_delta: 'Z',
    message_stop: '!',
  }
  return marks[event.type]
}

test('thoughts that never end are not kept for ever', () => {
  const stream = chatStreamOfMessages({ created: 1, includesUsage: false })
  stream.take({ type: 'message_start', message: { id: 'm', model: 'c' } })
  stream.take({ type: 'content_block_start', index: 0, content_block: { type: 'thinking' } })
  const delta = { type: 'thinking_delta', thinking: 'x'.repeat(1024 * 1024) }
  const event = { type: 'content_block_delta', index: 0, delta }
  const kinds = Array.from({ length: 20 }, () => stream.take(event))
    .flat()
    .map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'event')).toHaveLength(8)
})
