import { type Answer, type Frame, type Part, partId } from './answer.ts'
import { namedEvent, type Piece, wordsOf } from './piece.ts'

/** The answer as a message of Anthropic's Messages API. */
export function messagesBody(answer: Answer, frame: Frame): object {
  return {
    ...messageHead(frame),
    content: answer.parts.map((part, index) => blockOf(part, frame, index)),
    stop_reason: STOP_REASONS[answer.finish],
    stop_sequence: null,
    usage: usageOf(answer, answer.usage.output),
  }
}

/** The same as a stream. */
export function messagesEvents(answer: Answer, frame: Frame): readonly Piece[] {
  const message = {
    ...messageHead(frame),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: usageOf(answer, 1),
  }
  const delta = { stop_reason: STOP_REASONS[answer.finish], stop_sequence: null }
  return [
    { kind: 'frame', text: namedEvent('message_start', { message }) },
    { kind: 'frame', text: namedEvent('ping', {}) },
    ...answer.parts.flatMap((part, index) => eventsOfBlock(part, frame, index)),
    {
      kind: 'end',
      text: namedEvent('message_delta', { delta, usage: usageOf(answer, answer.usage.output) }),
    },
    { kind: 'done', text: namedEvent('message_stop', {}) },
  ]
}

const STOP_REASONS = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
} as const satisfies Record<Answer['finish'], string>

function messageHead({ id, model }: Frame): object {
  return { id: `msg_${id.slice(0, 24)}`, type: 'message', role: 'assistant', model }
}

function blockOf(part: Part, frame: Frame, index: number): object {
  switch (part.kind) {
    case 'thought':
      return { type: 'thinking', thinking: part.text, signature: SIGNATURE }
    case 'text':
      return { type: 'text', text: part.text }
    case 'call':
      return {
        type: 'tool_use',
        id: partId(frame, 'toolu', index),
        name: part.name,
        input: argumentsOf(part.text),
      }
  }
}

/** Nothing is signed by it: the word `sandbox` in base64. */
const SIGNATURE = 'c2FuZGJveA=='

/** Arguments that break off at the limit of tokens are none, as Anthropic has it. */
function argumentsOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function eventsOfBlock(part: Part, frame: Frame, index: number): readonly Piece[] {
  const event = (kind: Piece['kind'], type: string, rest: object): Piece => ({
    kind,
    text: namedEvent(type, { index, ...rest }),
  })
  return [
    event('frame', 'content_block_start', { content_block: emptyBlock(part, frame, index) }),
    ...wordsOf(part.text).map((word) =>
      event('token', 'content_block_delta', { delta: deltaOf(part, word) }),
    ),
    ...(part.kind === 'thought'
      ? [
          event('frame', 'content_block_delta', {
            delta: { type: 'signature_delta', signature: SIGNATURE },
          }),
        ]
      : []),
    event('frame', 'content_block_stop', {}),
  ]
}

function emptyBlock(part: Part, frame: Frame, index: number): object {
  const block = blockOf({ ...part, text: '' }, frame, index)
  return part.kind === 'thought' ? { ...block, signature: '' } : block
}

function deltaOf({ kind }: Part, word: string): object {
  if (kind === 'thought') return { type: 'thinking_delta', thinking: word }
  if (kind === 'text') return { type: 'text_delta', text: word }
  return { type: 'input_json_delta', partial_json: word }
}

function usageOf({ usage }: Answer, output_tokens: number): object {
  const { input, cacheRead, cacheWrite } = usage
  return {
    input_tokens: input - cacheRead - cacheWrite,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    output_tokens,
    service_tier: 'standard',
  }
}
