import { describe, expect, test } from 'vitest'
import { chatRequestOfMessages } from '../../../src/route/anthropic/chat-request-of-messages.ts'
import { claudeModel } from '../../../src/route/anthropic/claude-model.ts'
import { messagesRequestOfChat } from '../../../src/route/anthropic/messages-request-of-chat.ts'

const HI = [{ role: 'user', content: 'hi' }]

const CALLED = {
  role: 'assistant',
  tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
}

const RESULT = { role: 'tool', tool_call_id: 'c', content: 'done' }

const TOOL = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } }

const SCHEMA = { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' } } }

describe('a chat request', () => {
  function outcome(members: object, model = 'claude-opus-4-6') {
    return messagesRequestOfChat(
      { model: 'x', messages: HI, ...members },
      { model, maxOutput: 64_000 },
    )
  }

  test.each([
    ['n', { n: 2 }],
    ['logit_bias', { logit_bias: { '50256': -100 } }],
    ['logprobs', { logprobs: true }],
    ['top_logprobs', { top_logprobs: 3 }],
    ['audio', { audio: { voice: 'alloy', format: 'wav' } }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['functions', { functions: [{ name: 'f' }] }],
    ['function_call', { function_call: { name: 'f' } }],
    ['web_search_options', { web_search_options: {} }],
    ['response_format', { response_format: { type: 'json_object' } }],
    ['response_format', { response_format: { type: 'json_schema', json_schema: { name: 'a' } } }],
    ['max_tokens', { max_tokens: 0 }],
    ['max_completion_tokens', { max_completion_tokens: '5' }],
    ['temperature', { temperature: 'hot' }],
    ['stop', { stop: ['\n'] }],
    ['reasoning_effort', { reasoning_effort: 'enormous' }],
    ['tools[1]', { tools: [TOOL, { type: 'custom', custom: { name: 'g' } }] }],
    ['tool_choice', { tools: [TOOL], tool_choice: { type: 'allowed_tools', allowed_tools: {} } }],
    ['messages', { messages: 'hi' }],
    ['messages', { messages: [{ role: 'system', content: 'only' }] }],
    ['messages[0].role', { messages: [{ role: 'function', name: 'f', content: 'x' }] }],
    ['messages[0].content', { messages: [{ role: 'user', content: 7 }] }],
    ['messages[0].content[0].type', { messages: [{ role: 'user', content: [{ type: 'video' }] }] }],
    [
      'messages[0].content[0].input_audio',
      { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }] },
    ],
    [
      'messages[0].content[0].image_url.url',
      { messages: [{ role: 'user', content: [image('http://example.com/a.png')] }] },
    ],
    [
      'messages[0].content[0].image_url.url',
      { messages: [{ role: 'user', content: [image('data:image/png,%89PNG')] }] },
    ],
    [
      'messages[0].content[0].file',
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }] },
    ],
    [
      'messages[0].content',
      { messages: [{ role: 'system', content: [image('https://example.com/a.png')] }, ...HI] },
    ],
    ['messages[0].function_call', { messages: [{ role: 'assistant', function_call: {} }, ...HI] }],
    ['messages[1].tool_calls[0].function.arguments', { messages: [...HI, called('{"a":')] }],
    ['messages[1].tool_calls[0].function.arguments', { messages: [...HI, called('[1]')] }],
    ['messages[1].tool_calls[0].function.arguments', { messages: [...HI, called(nested(300))] }],
    ['messages[1].tool_call_id', { messages: [...HI, { role: 'tool', content: 'x' }] }],
  ])('is refused for `%s`: %j', (member, members) => {
    const found = outcome(members)
    expect(found.ok ? undefined : found.error.member).toBe(member)
    expect(found.ok ? '' : found.error.reason).toMatch(/^[a-z`].*[^.]$/i)
  })

  test.each([
    { n: 1 },
    { n: null, logprobs: false, top_logprobs: 0, logit_bias: {}, modalities: ['text'] },
    { functions: [], function_call: 'none', response_format: { type: 'text' } },
    { messages: [...HI, called(nested(200))] },
  ])('is not refused for asking nothing: %j', (members) => {
    expect(outcome(members)).toMatchObject({ ok: true, value: { dropped: [] } })
  })

  test('lists what is dropped, and not more than fits a receipt', () => {
    const unknown = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x_${i}`, 1]))
    const found = outcome({ seed: 1, prediction: {}, ...unknown, ['y'.repeat(10_000)]: 1 })
    const dropped = found.ok ? found.value.dropped : []
    expect(dropped.slice(0, 3)).toEqual(['seed', 'prediction', 'x_0'])
    expect(dropped.length).toBe(64)
  })

  test.each([
    ['claude-opus-4-6', { temperature: 1.7 }, { temperature: 1 }],
    ['claude-opus-4-6', { temperature: -1 }, { temperature: 0 }],
    ['claude-3-5-haiku-latest', { temperature: 0.5, top_p: 0.9 }, { temperature: 0.5, top_p: 0.9 }],
    ['claude-sonnet-4-5', { temperature: 0.5, top_p: 0.9 }, { temperature: 0.5 }],
    ['claude-sonnet-4-5', { top_p: 0.9 }, { top_p: 0.9 }],
    ['claude-opus-4-7', { temperature: 0.5, top_p: 0.9 }, {}],
    ['claude-sonnet-4-5', { temperature: 0.5, reasoning_effort: 'low' }, {}],
  ])('keeps the sampling that %s takes of %j', (model, members, expected) => {
    const found = outcome(members, model)
    const { temperature, top_p } = found.ok ? found.value.body : {}
    expect({ temperature, top_p }).toEqual({
      temperature: undefined,
      top_p: undefined,
      ...expected,
    })
  })

  test.each([
    [{}, 64_000],
    [{ max_tokens: 10 }, 10],
    [{ max_tokens: 10, max_completion_tokens: 20 }, 20],
    [{ max_tokens: 100_000 }, 64_000],
  ])('is limited for %j to %d tokens', (members, limit) => {
    expect(outcome(members)).toMatchObject({ value: { body: { max_tokens: limit } } })
  })

  test('is limited to 4096 tokens where nobody knows a limit', () => {
    const found = messagesRequestOfChat({ messages: HI }, { model: 'claude-opus-4-6' })
    expect(found).toMatchObject({ value: { body: { max_tokens: 4096 } } })
  })

  const BUDGET = (budget_tokens: number) => ({ type: 'enabled', budget_tokens })

  test.each([
    ['claude-3-5-haiku-latest', { reasoning_effort: 'high' }, undefined, undefined],
    ['claude-sonnet-4-5', { reasoning_effort: 'none' }, undefined, undefined],
    ['claude-sonnet-4-5', { reasoning_effort: 'minimal' }, BUDGET(1024), undefined],
    ['claude-sonnet-4-5', { reasoning_effort: 'high' }, BUDGET(16_384), undefined],
    ['claude-sonnet-4-5', { reasoning_effort: 'high', max_tokens: 2000 }, BUDGET(1600), undefined],
    ['claude-sonnet-4-5', { reasoning_effort: 'high', max_tokens: 1200 }, undefined, undefined],
    ['claude-sonnet-4-5', { reasoning_effort: 'low', ...forced() }, undefined, undefined],
    [
      'claude-sonnet-4-5',
      { reasoning_effort: 'low', messages: [...HI, CALLED, RESULT] },
      undefined,
      undefined,
    ],
    [
      'claude-opus-4-6',
      { reasoning_effort: 'low', messages: [...HI, CALLED, RESULT] },
      { type: 'adaptive' },
      'low',
    ],
    ['claude-opus-4-6', { reasoning_effort: 'none' }, { type: 'disabled' }, undefined],
    ['claude-opus-4-6', { reasoning_effort: 'xhigh' }, { type: 'adaptive' }, 'high'],
    ['claude-opus-4-8', { reasoning_effort: 'xhigh' }, { type: 'adaptive' }, 'xhigh'],
    ['claude-opus-4-8', { reasoning_effort: 'medium', ...forced() }, undefined, 'medium'],
    ['claude-fable-5-1', { reasoning_effort: 'none' }, undefined, undefined],
    ['claude-sonnet-4-5', { thinking: BUDGET(5000) }, BUDGET(5000), undefined],
    [
      'claude-opus-4-8',
      { thinking: { type: 'adaptive' }, reasoning_effort: 'max' },
      { type: 'adaptive' },
      'max',
    ],
  ])('lets %s think for %j', (model, members, thinking, effort) => {
    const found = outcome(members, model)
    const body = found.ok ? found.value.body : undefined
    expect([body?.thinking, body?.output_config?.effort]).toEqual([thinking, effort])
  })

  test.each([
    ['claude-3-5-haiku-latest', false],
    ['claude-opus-4-1', false],
    ['claude-haiku-4-5', true],
    ['claude-opus-4-8', true],
  ])('asks %s for JSON by a schema: %s', (model, takesIt) => {
    expect(outcome({ response_format: SCHEMA }, model).ok).toBe(takesIt)
  })

  test.each([
    ['auto', { type: 'auto' }],
    ['none', { type: 'none' }],
    ['required', { type: 'any' }],
    [
      { type: 'function', function: { name: 'f' } },
      { type: 'tool', name: 'f' },
    ],
  ])('chooses tools by %j', (tool_choice, expected) => {
    expect(outcome({ tools: [TOOL], tool_choice })).toMatchObject({
      value: { body: { tool_choice: expected } },
    })
  })

  test('without tools chooses none, since a choice alone is refused', () => {
    const found = outcome({ tool_choice: 'auto', parallel_tool_calls: false })
    expect(found.ok && Object.hasOwn(found.value.body, 'tool_choice')).toBe(false)
  })

  function forced() {
    return { tools: [TOOL], tool_choice: 'required' }
  }
})

test.each([
  ['claude-2.1', 'none'],
  ['claude-3-5-sonnet-20241022', 'none'],
  ['claude-3-7-sonnet-latest', 'budget'],
  ['claude-sonnet-4-20250514', 'budget'],
  ['claude-opus-4-5@20251101', 'budget'],
  ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'budget'],
  ['claude-opus-4.6', 'adaptive'],
  ['claude-opus-4-10', 'adaptive'],
  ['claude-sonnet-5', 'adaptive'],
  ['my-deployment', 'adaptive'],
])('%s thinks with %s', (id, thinking) => {
  expect(claudeModel(id).thinking).toBe(thinking)
})

describe('a Messages request', () => {
  const TURN = [{ role: 'user', content: 'hi' }]

  function outcome(members: object, target: object = {}) {
    return chatRequestOfMessages(
      { model: 'x', max_tokens: 100, messages: TURN, ...members },
      { model: 'm', limitMember: 'max_tokens', reasons: false, ...target },
    )
  }

  test.each([
    ['max_tokens', { max_tokens: undefined }],
    ['messages', { messages: [] }],
    ['container', { container: 'c' }],
    ['mcp_servers', { mcp_servers: [{ type: 'url', url: 'https://example.com' }] }],
    ['context_management', { context_management: { edits: [] } }],
    ['stop_sequences', { stop_sequences: ['a', 'b', 'c', 'd', 'e'] }],
    ['tools[0]', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
    ['tool_choice', { tools: [{ name: 'f', input_schema: {} }], tool_choice: { type: 'odd' } }],
    ['output_config.format', { output_config: { format: { type: 'grammar' } } }],
    ['messages[0].role', { messages: [{ role: 'tool', content: 'x' }] }],
    ['messages[0].content', { messages: [{ role: 'user', content: 7 }] }],
    [
      'messages[0].content[0]',
      { messages: [{ role: 'user', content: [{ type: 'search_result' }] }] },
    ],
    [
      'messages[0].content[0]',
      { messages: [{ role: 'assistant', content: [{ type: 'server_tool_use' }] }] },
    ],
    [
      'messages[0].content[0]',
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file' } }] }] },
    ],
    [
      'messages[0].content[0]',
      {
        messages: [
          { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: 1 }] },
        ],
      },
    ],
    ['system[0].text', { system: [{ type: 'text', text: { toString: 0 } }] }],
    ['system', { system: [{ type: 'image', source: { type: 'url', url: 'https://a' } }] }],
  ])('is refused for `%s`: %j', (member, members) => {
    const found = outcome(members)
    expect(found.ok ? undefined : found.error.member).toBe(member)
  })

  test('names the limit as the provider does', () => {
    expect(outcome({}, { limitMember: 'max_completion_tokens' })).toMatchObject({
      value: { body: { max_completion_tokens: 100 } },
    })
  })

  test.each([
    [{ thinking: { type: 'enabled', budget_tokens: 1024 } }, 'low'],
    [{ thinking: { type: 'enabled', budget_tokens: 31_999 } }, 'high'],
    [{ thinking: { type: 'adaptive' } }, undefined],
    [{ thinking: { type: 'disabled' }, output_config: { effort: 'low' } }, undefined],
    [{ output_config: { effort: 'max' } }, 'high'],
  ])('asks a model that reasons for an effort by %j', (members, effort) => {
    const found = outcome(members, { reasons: true })
    expect(found.ok && found.value.body.reasoning_effort).toBe(effort)
  })

  test('asks a model that does not reason for none, and says so', () => {
    const members = { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }
    const found = outcome(members)
    expect(found).toMatchObject({ value: { dropped: ['output_config.effort', 'thinking'] } })
    expect(found.ok && Object.hasOwn(found.value.body, 'reasoning_effort')).toBe(false)
  })
})

function image(url: string) {
  return { type: 'image_url', image_url: { url } }
}

function called(text: string) {
  return {
    role: 'assistant',
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: text } }],
  }
}

function nested(levels: number): string {
  return `{"a":${'['.repeat(levels)}"[[["${']'.repeat(levels)}}`
}
