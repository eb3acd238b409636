import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Api, checkAnswer } from '../../../src/route/classify/check-answer.ts'
import { FAILURE_CODES } from '../../../src/route/failure.ts'
import { runs } from '../../runs.ts'

function check(body: unknown, api: Api = 'chat', contentType?: string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return checkAnswer(new TextEncoder().encode(text), { api, contentType })
}

function completion(message: unknown, finish: string | null = 'stop') {
  return {
    id: 'chatcmpl-B9M',
    object: 'chat.completion',
    model: 'gpt-4o-mini-2024-07-18',
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: { prompt_tokens: 12, completion_tokens: 2, total_tokens: 14 },
  }
}

const call = { id: 'call_a', type: 'function', function: { name: 'get_time', arguments: '{}' } }
const role = { role: 'assistant' }

describe('answers', () => {
  test.each([
    ['text', completion({ ...role, content: 'Hi' })],
    ['a tool call', completion({ ...role, content: null, tool_calls: [call] }, 'tool_calls')],
    ['a function call of old', completion({ ...role, function_call: call.function })],
    ['a refusal', completion({ ...role, content: null, refusal: 'No.' })],
    ['audio', completion({ ...role, content: null, audio: { id: 'audio_1', data: 'aGk=' } })],
    ['images', completion({ ...role, content: '', images: [{ type: 'image_url' }] })],
    ['parts', completion({ ...role, content: [{ type: 'text', text: 'Hi' }] })],
    ['text that was filtered later', completion({ ...role, content: 'Hi' }, 'content_filter')],
    ['nothing, at the limit of the client', completion({ ...role, content: '' }, 'length')],
    ['a null for an error', { ...completion({ ...role, content: 'Hi' }), error: null }],
    [
      'blank lines that kept the connection',
      `\n\n\n${JSON.stringify(completion({ content: 'Hi' }))}`,
    ],
    ['a byte order mark', `\ufeff${JSON.stringify(completion({ content: 'Hi' }))}`],
    [
      'one of two choices',
      { choices: [{ message: { content: '' } }, { message: { content: 'b' } }] },
    ],
  ])('%s', (_, body) => {
    expect(check(body).failure).toBeUndefined()
  })

  test('JSON that is called HTML is read', () => {
    const body = completion({ ...role, content: 'Hi' })
    expect(check(body, 'chat', 'text/html; charset=utf-8').failure).toBeUndefined()
  })

  test('the facts of an answer', () => {
    expect(
      check(completion({ ...role, content: null, tool_calls: [call] }, 'tool_calls')).facts,
    ).toEqual({
      model: 'gpt-4o-mini-2024-07-18',
      finish: ['tool_calls'],
      hasToolCalls: true,
      usage: { input: 12, output: 2 },
    })
  })

  test('what failed may have been charged for', () => {
    expect(check(completion({ ...role, content: '' })).facts.usage).toEqual({
      input: 12,
      output: 2,
    })
  })

  test('a name of a model that reads like a text is left out', () => {
    const named = (model: unknown) => check({ ...completion({ content: 'Hi' }), model }).facts.model
    expect(named('accounts/fireworks/models/deepseek-v3')).toBe(
      'accounts/fireworks/models/deepseek-v3',
    )
    expect(named('sorry, your key sk-1 is bad')).toBeUndefined()
    expect(named('x'.repeat(201))).toBeUndefined()
    expect(named(4)).toBeUndefined()
  })
})

describe('no answers', () => {
  test.each<[string, unknown, string]>([
    ['nothing', '', 'empty_body'],
    ['blank lines', '\n\n\n', 'empty_body'],
    ['a page', '<!DOCTYPE html><html><body>Login</body></html>', 'html'],
    ['words', 'upstream connect error', 'not_json'],
    ['events', 'data: {"choices":[]}\n\n', 'not_json'],
    ['a number', '17', 'not_json'],
    ['JSON that breaks off', '{"id":"chatcmpl-B9M","choices":[{"ind', 'truncated_json'],
    ['no choices', { ...completion(role), choices: [] }, 'no_choices'],
    ['choices that are none', { choices: null }, 'no_choices'],
    ['another record', { status: 'ok' }, 'no_choices'],
    ['a list', [], 'no_choices'],
    ['empty text', completion({ ...role, content: '' }), 'empty_answer'],
    ['no text', completion({ ...role, content: null }), 'empty_answer'],
    ['no message', { choices: [{ index: 0, finish_reason: 'stop' }] }, 'empty_answer'],
    ['an empty list of calls', completion({ content: '', tool_calls: [] }), 'empty_answer'],
    // Seen at https://github.com/openclaw/openclaw/issues/91604
    ['reasoning alone', completion({ content: '', reasoning_content: 'Hm' }), 'empty_answer'],
  ])('%s', (_, body, code) => {
    expect(check(body).failure).toEqual({ reason: 'bad_response', code })
  })

  test('words of a page without a mark are known by their header', () => {
    expect(check('Please log in', 'chat', 'text/html').failure?.code).toBe('html')
  })

  test('an answer of which the filter left nothing is filtered', () => {
    expect(check(completion({ ...role, content: '' }, 'content_filter')).failure).toEqual({
      reason: 'content_filter',
      code: 'content_filtered',
    })
  })
})

describe('errors that came as answers', () => {
  test.each<[string, unknown, string, number?]>([
    // https://openrouter.ai/docs/api/reference/errors-and-debugging
    [
      'OpenRouter',
      { error: { code: 429, message: 'Provider returned error', metadata: { raw: 'busy' } } },
      'rate_limited',
      429,
    ],
    [
      'OpenRouter, in a choice',
      {
        choices: [
          {
            message: { content: 'Once' },
            finish_reason: 'error',
            error: { code: 502, message: 'Upstream error' },
          },
        ],
      },
      'provider_error',
      502,
    ],
    // https://github.com/oobabooga/textgen/issues/7257
    [
      'llama.cpp',
      { error: { code: 400, message: 'the request exceeds…', type: 'exceed_context_size_error' } },
      'context_exceeded',
      400,
    ],
    ['a text', { error: 'model is loading' }, 'provider_error'],
    [
      'Mistral',
      { object: 'error', message: 'Rate limit exceeded', type: 'rate_limited' },
      'rate_limited',
    ],
    [
      'Anthropic',
      { type: 'error', error: { type: 'overloaded_error', message: 'x' } },
      'overloaded',
    ],
    ['Gemini', [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }], 'rate_limited', 429],
    ['FastAPI', { detail: 'Not Found' }, 'provider_error'],
  ])('%s', (_, body, code, status) => {
    const told = { reason: 'bad_response', code }
    expect(check(body).failure).toEqual(status === undefined ? told : { ...told, status })
  })
})

describe('responses', () => {
  const message = { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] }
  const response = (status: string, output: unknown, more = {}) => ({
    object: 'response',
    status,
    model: 'gpt-5',
    error: null,
    output,
    usage: { input_tokens: 10, output_tokens: 4, total_tokens: 14 },
    ...more,
  })
  const incomplete = (reason: string) => ({ incomplete_details: { reason } })

  test.each<[string, unknown, string | undefined]>([
    ['text', response('completed', [{ type: 'reasoning' }, message]), undefined],
    ['a tool call', response('completed', [{ type: 'function_call', name: 'f' }]), undefined],
    ['an image', response('completed', [{ type: 'image_generation_call' }]), undefined],
    ['reasoning alone', response('completed', [{ type: 'reasoning' }]), 'empty_answer'],
    [
      'empty text',
      response('completed', [{ type: 'message', content: [{ text: '' }] }]),
      'empty_answer',
    ],
    ['no output', response('completed', undefined), 'unlike_answer'],
    ['at the limit', response('incomplete', [], incomplete('max_output_tokens')), undefined],
    ['filtered', response('incomplete', [], incomplete('content_filter')), 'content_filtered'],
    ['in the background', response('queued', []), undefined],
    ['failed', response('failed', [], { error: { code: 'server_error' } }), 'provider_error'],
    ['a chat completion', completion({ content: 'Hi' }), 'unlike_answer'],
  ])('%s', (_, body, code) => {
    expect(check(body, 'responses').failure?.code).toBe(code)
  })

  test('the facts of a response', () => {
    expect(check(response('completed', [message]), 'responses').facts).toEqual({
      model: 'gpt-5',
      finish: ['stop'],
      hasToolCalls: false,
      usage: { input: 10, output: 4 },
    })
  })
})

describe('messages', () => {
  const message = (content: unknown, stop_reason: string) => ({
    type: 'message',
    model: 'claude-opus-4',
    content,
    stop_reason,
    usage: { input_tokens: 3, output_tokens: 2, cache_read_input_tokens: 7 },
  })

  test.each<[string, unknown, string | undefined]>([
    ['text', message([{ type: 'text', text: 'Hi' }], 'end_turn'), undefined],
    ['a tool call', message([{ type: 'tool_use', name: 'f', input: {} }], 'tool_use'), undefined],
    ['thinking alone', message([{ type: 'thinking', thinking: 'Hm' }], 'end_turn'), 'empty_answer'],
    ['nothing', message([], 'end_turn'), 'empty_answer'],
    ['nothing, refused', message([], 'refusal'), 'content_filtered'],
    ['nothing, at the limit', message([], 'max_tokens'), undefined],
    ['no content', { type: 'message' }, 'unlike_answer'],
  ])('%s', (_, body, code) => {
    expect(check(body, 'messages').failure?.code).toBe(code)
  })

  test('the facts of a message', () => {
    expect(check(message([{ type: 'tool_use' }], 'tool_use'), 'messages').facts).toEqual({
      model: 'claude-opus-4',
      finish: ['tool_calls'],
      hasToolCalls: true,
      usage: { input: 3, output: 2, cacheRead: 7 },
    })
  })
})

test.each<[string, unknown, string | undefined]>([
  [
    'vectors',
    { data: [{ embedding: [0.1] }], usage: { prompt_tokens: 8, total_tokens: 8 } },
    undefined,
  ],
  ['no vectors', { data: [] }, 'no_choices'],
  ['no data', { object: 'list' }, 'no_choices'],
])('embeddings: %s', (_, body, code) => {
  expect(check(body, 'embeddings').failure?.code).toBe(code)
})

describe('properties', () => {
  test('an answer that breaks off anywhere is never one', () => {
    const whole = JSON.stringify(completion({ ...role, content: 'Zażółć 🙂' }))
    const bytes = new TextEncoder().encode(whole)
    for (const end of bytes.keys()) {
      const { failure } = checkAnswer(bytes.subarray(0, end), {
        api: 'chat',
        contentType: undefined,
      })
      expect(failure?.code).toBe(end === 0 ? 'empty_body' : 'truncated_json')
    }
  })

  test('whatever comes is judged in codes of the closed set', () => {
    const api = fc.constantFrom<Api>('chat', 'responses', 'embeddings', 'messages')
    const key = fc.constantFrom('choices', 'message', 'content', 'output', 'error', 'data', 'usage')
    const body = fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue()))
    fc.assert(
      fc.property(api, body, (api, value) => {
        const { failure, facts } = check(JSON.stringify(value), api)
        if (failure !== undefined) expect(Object.keys(FAILURE_CODES)).toContain(failure.code)
        expect(Object.keys(facts).sort()).toEqual(['finish', 'hasToolCalls', 'model', 'usage'])
      }),
      runs(300),
    )
  })
})
