import type fc from 'fast-check'
import type { Message } from '../../../src/route/anthropic/messages.ts'
import { type arbitraryCompletion, cut } from './arbitrary.ts'

type Cuts = Iterator<number>

/** A message as Anthropic streams it. */
export function eventsOf(message: Message, cuts: Cuts): readonly unknown[] {
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
export function chunksOf(completion: Completion, cuts: Cuts): readonly unknown[] {
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
