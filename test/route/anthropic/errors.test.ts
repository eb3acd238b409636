import { describe, expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { finishReasonOf } from '../../../src/route/anthropic/finish-reason.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
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
  ])('completion %j', (body, kind) => {
    expect(messageOfChatCompletion(body)).toMatchObject({ ok: false, error: { kind } })
  })

  function calling(text: string) {
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
