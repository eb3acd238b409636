import fc from 'fast-check'
import type { Message } from '../../../src/route/anthropic/messages.ts'

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((it) => it.trim() !== '')

const name = fc.stringMatching(/^[a-z_]{1,12}$/)

/** What JSON gives back as it was: no `__proto__`, and no minus before a zero. */
const input = fc
  .dictionary(name, fc.jsonValue())
  .map((record): Record<string, unknown> => JSON.parse(JSON.stringify(record)))

const chatCall = fc.record({
  id: fc.stringMatching(/^call_[A-Za-z0-9]{1,8}$/),
  type: fc.constant('function' as const),
  function: fc.record({ name, arguments: input.map((record) => JSON.stringify(record)) }),
})

const part = fc.oneof(
  text.map((it) => ({ type: 'text' as const, text: it })),
  fc.constantFrom(
    { type: 'image_url' as const, image_url: { url: 'https://example.com/a.png?b=c,d' } },
    { type: 'image_url' as const, image_url: { url: 'data:image/webp;base64,UklGRg==' } },
  ),
)

/** One text is a text and not a list of one. */
const userContent = fc.oneof(
  text,
  fc
    .array(part, { minLength: 1, maxLength: 3 })
    .filter((parts) => parts.length > 1 || parts[0]?.type !== 'text'),
)

/** A question, an answer, and where the answer calls tools, what they say. */
const exchange = fc
  .record({
    question: userContent,
    answer: fc.option(text, { nil: null }),
    calls: fc.uniqueArray(chatCall, { maxLength: 3, selector: ({ id }) => id }),
    result: fc.oneof(text, fc.constant('')),
  })
  .map(({ question, answer, calls, result }) => [
    { role: 'user', content: question },
    calls.length === 0
      ? { role: 'assistant', content: answer ?? 'Yes.' }
      : { role: 'assistant', content: answer, tool_calls: calls },
    ...calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: result })),
    ...(calls.length === 0 ? [] : [{ role: 'assistant', content: 'Done.' }]),
  ])

const chatTool = fc.record({
  type: fc.constant('function'),
  function: fc.record(
    {
      name,
      description: text,
      parameters: fc.constant({ type: 'object', properties: { a: { type: 'string' } } }),
      strict: fc.constant(true),
    },
    { requiredKeys: ['name', 'parameters'] },
  ),
})

const choosing = fc.record(
  {
    tools: fc.array(chatTool, { minLength: 1, maxLength: 3 }),
    tool_choice: fc.constantFrom('auto', 'required', {
      type: 'function',
      function: { name: 'f' },
    }),
    parallel_tool_calls: fc.constant(false),
  },
  { requiredKeys: ['tools', 'tool_choice'] },
)

/** Chat requests that say nothing that the Messages API has not, in the words it comes back in. */
export const arbitraryChatRequest = fc
  .record({
    exchanges: fc.array(exchange, { maxLength: 3 }),
    system: fc.option(text, { nil: undefined }),
    last: userContent,
    choosing: fc.option(choosing, { nil: {} }),
    members: fc.record(
      {
        temperature: fc.double({ min: 0, max: 1, noNaN: true }).map((it) => it + 0),
        top_p: fc.double({ min: 0.01, max: 1, noNaN: true }),
        stop: fc.array(text, { minLength: 1, maxLength: 4 }),
        user: text,
      },
      { requiredKeys: [] },
    ),
    isStream: fc.boolean(),
  })
  .map(({ exchanges, system, last, choosing: tools, members, isStream }) => ({
    model: 'm',
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...exchanges.flat(),
      { role: 'user', content: last },
    ],
    max_tokens: 100,
    ...tools,
    ...members,
    ...(isStream ? { stream: true, stream_options: { include_usage: true } } : {}),
  }))

const tokens = fc.nat(1_000_000)

const thought = fc.oneof(
  fc.record({ type: fc.constant('thinking' as const), thinking: text, signature: name }),
  fc.record({ type: fc.constant('redacted_thinking' as const), data: name }),
)

const toolUse = fc.record({
  type: fc.constant('tool_use' as const),
  id: fc.stringMatching(/^toolu_[A-Za-z0-9]{1,8}$/),
  name,
  input,
})

/** Messages in the order in which a model speaks: it thinks, it says, it calls. */
export const arbitraryMessage: fc.Arbitrary<Message> = fc
  .record({
    thoughts: fc.array(thought, { maxLength: 2 }),
    said: fc.array(
      text.map((it) => ({ type: 'text' as const, text: it })),
      { maxLength: 1 },
    ),
    calls: fc.array(toolUse, { maxLength: 3 }),
    reason: fc.constantFrom('end_turn', 'max_tokens'),
    usage: fc.record({
      input_tokens: tokens,
      cache_creation_input_tokens: tokens,
      cache_read_input_tokens: tokens,
      output_tokens: tokens,
    }),
  })
  .map(({ thoughts, said, calls, reason, usage }) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-4-6',
    content: [...thoughts, ...said, ...calls],
    stop_reason: calls.length > 0 && reason === 'end_turn' ? 'tool_use' : reason,
    stop_sequence: null,
    usage,
  }))

export const arbitraryCompletion = fc
  .record({
    thinking: fc.option(text, { nil: undefined }),
    content: fc.option(text, { nil: null }),
    calls: fc.uniqueArray(chatCall, { maxLength: 3, selector: ({ id }) => id }),
    reason: fc.constantFrom('stop', 'length', 'tool_calls', 'content_filter'),
    usage: fc.record({ prompt_tokens: tokens, completion_tokens: tokens }),
  })
  .map(({ thinking, content, calls, reason, usage }) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, reasoning_content: thinking, tool_calls: calls },
        finish_reason: reason,
      },
    ] as const,
    usage,
  }))

/** The text in pieces of 1 to 10 code units, surrogate pairs cut as well. */
export function cut(whole: string, cuts: Iterator<number>): readonly string[] {
  const pieces: string[] = []
  for (let at = 0; at < whole.length; ) {
    const length = 1 + Number(cuts.next().value)
    pieces.push(whole.slice(at, at + length))
    at += length
  }
  return pieces
}
