import { describe, expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { chatStreamOfMessages } from '../../../src/route/anthropic/chat-stream-of-messages.ts'
import { finishReasonOf } from '../../../src/route/anthropic/finish-reason.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
import { messagesStreamOfChat } from '../../../src/route/anthropic/messages-stream-of-chat.ts'
import {
  errorOfChat,
  errorOfMessages,
  messagesErrorBody,
} from '../../../src/route/anthropic/upstream-error.ts'

test.each([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [402, 'billing_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [408, 'timeout_error'],
  [413, 'request_too_large'],
  [422, 'invalid_request_error'],
  [429, 'rate_limit_error'],
  [500, 'api_error'],
  [502, 'api_error'],
  [503, 'overloaded_error'],
  [504, 'timeout_error'],
  [529, 'overloaded_error'],
])('an error of status %d is a %s for clients of the Messages API', (status, type) => {
  const body = { type: 'error', error: { type, message: 'no' } }
  expect(messagesErrorBody({ status, message: 'no' })).toEqual(body)
})

test.each([
  [{ type: 'overloaded_error', message: 'Overloaded' }, 529],
  [{ type: 'rate_limit_error', message: 'slow down' }, 429],
  [{ type: 'constructor', message: 'odd' }, 500],
  [undefined, 500],
])('an error %j of the Messages API has its status', (error, status) => {
  expect(errorOfMessages({ type: 'error', error })).toMatchObject({ kind: 'told', status })
})

test.each([
  [{ code: 429, message: 'slow down' }, 429, 'rate_limit_error'],
  [{ code: 'rate_limit_exceeded' }, 429, 'rate_limit_error'],
  [{ code: null, type: 'insufficient_quota' }, 402, 'billing_error'],
  [{ code: 'odd', type: 'server_error' }, 500, 'api_error'],
  ['text', 500, 'api_error'],
])('an error %j of Chat Completions has its status', (error, status, type) => {
  expect(errorOfChat({ error })).toMatchObject({ status, type })
})

describe('an answer that is none says why', () => {
  const MESSAGE = { type: 'message', id: 'm', model: 'c', content: [], stop_reason: 'end_turn' }

  test.each([
    [{ type: 'error', error: { type: 'overloaded_error', message: 'x' } }, 'told'],
    ['<html>', 'malformed'],
    [{}, 'malformed'],
    [{ ...MESSAGE, content: 'text' }, 'malformed'],
    [{ ...MESSAGE, stop_reason: null }, 'malformed'],
    [{ ...MESSAGE, content: [{ type: 'tool_use', id: 'a' }] }, 'malformed'],
  ])('message %j', (body, kind) => {
    expect(chatCompletionOfMessage(body, 1)).toMatchObject({ ok: false, error: { kind } })
  })

  test.each([
    [{ error: { code: 500, message: 'x' } }, 'told'],
    [[], 'malformed'],
    [{ choices: [] }, 'malformed'],
    [{ choices: [{ message: { content: 'a' }, finish_reason: null }] }, 'malformed'],
    [{ choices: [{ message: calling('{"a":'), finish_reason: 'length' }] }, 'malformed'],
    [{ choices: [{ message: calling({ a: 1 }), finish_reason: 'stop' }] }, 'malformed'],
    [
      { choices: [{ message: { content: [{ type: 'odd' }] }, finish_reason: 'stop' }] },
      'malformed',
    ],
  ])('completion %j', (body, kind) => {
    expect(messageOfChatCompletion(body)).toMatchObject({ ok: false, error: { kind } })
  })

  function calling(text: unknown) {
    return { tool_calls: [{ id: 'a', function: { name: 'f', arguments: text } }] }
  }
})

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['pause_turn', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'content_filter'],
  ['something_new', 'stop'],
])('a message that stopped for %s finished for %s', (stopReason, finishReason) => {
  expect(finishReasonOf(stopReason)).toBe(finishReason)
})

describe('a stream of chunks fails', () => {
  const CHUNK = { id: 'c', model: 'm' }

  const call = (tool: object) => ({ ...CHUNK, choices: [{ delta: { tool_calls: [tool] } }] })

  test.each([
    ['for having no choices', 'malformed', [{ object: 'odd' }]],
    ['for content that is no text', 'malformed', [{ choices: [{ delta: { content: {} } }] }]],
    ['for a call without a name', 'malformed', [call({ index: 0, function: { arguments: '{' } })]],
    [
      'for arguments that are no text',
      'malformed',
      [call({ function: { name: 'f', arguments: {} } })],
    ],
    [
      'for a piece of a call that is over',
      'malformed',
      [
        call({ index: 0, id: 'a', function: { name: 'f', arguments: '{' } }),
        call({ index: 1, id: 'b', function: { name: 'g', arguments: '{}' } }),
        call({ index: 0, function: { arguments: '}' } }),
      ],
    ],
    ['for ending without a finish reason', 'cut', [call({ id: 'a', function: { name: 'f' } })]],
    ['for ending without a chunk', 'cut', []],
  ])('%s', (_, kind, chunks) => {
    const stream = messagesStreamOfChat()
    const parts = [...chunks.flatMap((chunk: object) => stream.take(chunk)), ...stream.end()]
    expect(parts.at(-1)).toMatchObject({ kind: 'failed', error: { kind } })
  })
})

describe('a stream of messages fails', () => {
  const START = { type: 'message_start', message: { id: 'm', model: 'c' } }
  const TEXT = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }
  const TOOL = { ...TEXT, content_block: { type: 'tool_use', id: 'a' } }
  const DELTA = { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'a' } }

  test.each([
    ['for an event without a type', 'malformed', [{}]],
    ['for starting twice', 'malformed', [START, START]],
    ['for a block before the message', 'malformed', [TEXT]],
    ['for a delta before the message', 'malformed', [{ type: 'message_delta', delta: {} }]],
    ['for a piece of a block that is not open', 'malformed', [START, TEXT, DELTA]],
    ['for a call without a name', 'malformed', [START, TOOL]],
    [
      'for the stop of a block that is not open',
      'malformed',
      [START, { type: 'content_block_stop' }],
    ],
    ['for stopping without a reason', 'malformed', [START, { type: 'message_stop' }]],
    ['for ending before the message', 'cut', [START, TEXT]],
  ])('%s', (_, kind, events) => {
    const stream = chatStreamOfMessages({ created: 1, includesUsage: false })
    const parts = [...events.flatMap((event: object) => stream.take(event)), ...stream.end()]
    expect(parts.at(-1)).toMatchObject({ kind: 'failed', error: { kind } })
  })
})
