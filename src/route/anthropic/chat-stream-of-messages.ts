/**
 * A streamed message as a streamed chat completion.
 *
 *   message_start           the role
 *   content_block_start     for a tool: index, id and name
 *   content_block_delta     text, thinking and pieces of arguments, each as they come
 *   content_block_stop      `{}` for a tool that was called without a piece of arguments
 *   message_delta           nothing yet: it may come again, and its counts are totals
 *   message_stop            the signed thoughts, the finish reason, the usage; the answer is whole
 *
 * The signed thoughts come once and all together, since some clients keep the last value of a
 * member they do not know and others append the lists.
 */
import { isJsonRecord, type JsonRecord, known, member, recordOf } from '../../catalog/json-data.ts'
import type { ChatChunk, ChatDelta, FinishReason } from './chat.ts'
import { explanationIn } from './chat-completion-of-message.ts'
import { thoughtOf } from './conversation-of-chat.ts'
import { finishReasonOf } from './finish-reason.ts'
import { jsonOfRecord, textIn } from './json-text.ts'
import type { ThoughtBlock } from './messages.ts'
import { type StreamStep, type StreamTranslator, translator } from './stream-translator.ts'
import { cut, errorOfMessages, malformed } from './upstream-error.ts'
import { chatUsageOf } from './usage.ts'

export interface ChatStreamSettings {
  /** Seconds since 1970: the same on all chunks. */
  readonly created: number
  /** Whether a last chunk tells the usage, as `stream_options.include_usage` asks. */
  readonly includesUsage: boolean
}

/** Translates the events of the Messages API. `[DONE]` belongs behind `done` and nowhere else. */
export function chatStreamOfMessages(settings: ChatStreamSettings): StreamTranslator<ChatChunk> {
  const state: State = { settings, calls: 0, usage: {}, thoughts: [], keptLength: 0 }
  return translator({
    take: (event) => stepFor(state, recordOf(event)),
    end: () => ({ error: cut('the stream ended before the message did') }),
  })
}

interface State {
  readonly settings: ChatStreamSettings
  head?: { readonly id: string; readonly model: string }
  open?: OpenBlock
  /** How many tools were called so far. */
  calls: number
  /** Each count as it was told last. */
  usage: JsonRecord
  stopReason?: string
  refusal?: string
  readonly thoughts: ThoughtBlock[]
  /** UTF-16 code units of all thoughts. */
  keptLength: number
}

interface OpenBlock {
  readonly index: unknown
  readonly type: unknown
  readonly start: JsonRecord
  /** Of a tool: which call it is, and whether a piece of its arguments came. */
  readonly call: number
  hasArguments: boolean
  thinking: string
  signature: string
}

type Step = StreamStep<ChatChunk>

const NOTHING: Step = { events: [] }

/** Enough for the longest thoughts there are, ten times over. */
const MOST_KEPT = 8 * 1024 * 1024

function stepFor(state: State, event: JsonRecord): Step {
  switch (member(event, 'type')) {
    case 'message_start':
      return startMessage(state, recordOf(member(event, 'message')))
    case 'content_block_start':
      return startBlock(state, event)
    case 'content_block_delta':
      return addDelta(state, event)
    case 'content_block_stop':
      return stopBlock(state, event)
    case 'message_delta':
      return noteDelta(state, event)
    case 'message_stop':
      return stopMessage(state)
    case 'error':
      return { error: errorOfMessages(event) }
    case undefined:
      return { error: malformed('an event of the stream has no type') }
    default:
      // `ping`, and whatever is added: the API asks its clients to pass over what they do not know.
      return NOTHING
  }
}

function startMessage(state: State, message: JsonRecord): Step {
  const [id, model] = [member(message, 'id'), member(message, 'model')]
  if (state.head !== undefined || typeof id !== 'string' || typeof model !== 'string') {
    return { error: malformed('the stream does not start with one message') }
  }
  state.head = { id, model }
  noteUsage(state, member(message, 'usage'))
  return { events: [chunk(state, { role: 'assistant', content: '' })] }
}

function startBlock(state: State, event: JsonRecord): Step {
  if (state.head === undefined) return { error: malformed('a block came before its message') }
  const start = recordOf(member(event, 'content_block'))
  const type = member(start, 'type')
  const call = type === 'tool_use' ? state.calls++ : -1
  const open = { index: member(event, 'index'), type, start, call, hasArguments: false }
  state.open = { ...open, thinking: '', signature: '' }
  if (type === 'text') return say(state, 'content', member(start, 'text'))
  if (type === 'thinking') return think(state, state.open, member(start, 'thinking'))
  if (type !== 'tool_use') return NOTHING
  const [id, name] = [member(start, 'id'), member(start, 'name')]
  if (typeof id !== 'string' || typeof name !== 'string') {
    return { error: malformed('a tool is called without an id or a name') }
  }
  const called = { index: call, id, type: 'function', function: { name, arguments: '' } } as const
  return { events: [chunk(state, { tool_calls: [called] })] }
}

function addDelta(state: State, event: JsonRecord): Step {
  const { open } = state
  if (open === undefined || open.index !== member(event, 'index')) {
    return { error: malformed('a piece of a block came that is not open') }
  }
  const delta = recordOf(member(event, 'delta'))
  switch (member(delta, 'type')) {
    case 'text_delta':
      return say(state, 'content', member(delta, 'text'))
    case 'thinking_delta':
      return think(state, open, member(delta, 'thinking'))
    case 'signature_delta':
      open.signature = textIn(delta, 'signature')
      return keep(state, open.signature.length)
    case 'input_json_delta':
      return open.call === -1 ? NOTHING : addArguments(state, open, member(delta, 'partial_json'))
    default:
      return NOTHING
  }
}

function addArguments(state: State, open: OpenBlock, piece: unknown): Step {
  if (typeof piece !== 'string' || piece === '') return NOTHING
  open.hasArguments = true
  const called = { index: open.call, function: { arguments: piece } }
  return { events: [chunk(state, { tool_calls: [called] })] }
}

function stopBlock(state: State, event: JsonRecord): Step {
  const { open } = state
  if (open === undefined || open.index !== member(event, 'index')) {
    return { error: malformed('a block stopped that is not open') }
  }
  delete state.open
  const { thinking, signature } = open
  const thought = thoughtOf(
    open.type === 'thinking'
      ? { type: 'thinking', thinking, signature: signature || member(open.start, 'signature') }
      : open.start,
  )
  if (thought !== undefined) state.thoughts.push(thought)
  if (thought?.type === 'redacted_thinking') return keep(state, thought.data.length)
  if (open.call === -1 || open.hasArguments) return NOTHING
  // Clients parse the arguments, and the empty text is no JSON.
  const input = member(open.start, 'input')
  return addArguments(state, open, (isJsonRecord(input) && jsonOfRecord(input)) || '{}')
}

function noteDelta(state: State, event: JsonRecord): Step {
  if (state.head === undefined) return { error: malformed('a message ended that did not start') }
  const delta = recordOf(member(event, 'delta'))
  const [stopReason, refusal] = [member(delta, 'stop_reason'), explanationIn(delta)]
  if (typeof stopReason === 'string') state.stopReason = stopReason
  if (refusal !== undefined) state.refusal = refusal
  noteUsage(state, member(event, 'usage'))
  return NOTHING
}

function stopMessage(state: State): Step {
  const { stopReason, thoughts, refusal, settings } = state
  if (state.head === undefined || stopReason === undefined || state.open !== undefined) {
    return { error: malformed('the message stopped without a reason, or amid a block') }
  }
  const last: ChatDelta = known({
    thinking_blocks: thoughts.length === 0 ? undefined : thoughts,
    refusal,
  })
  const events = Object.keys(last).length === 0 ? [] : [chunk(state, last)]
  events.push(chunk(state, {}, finishReasonOf(stopReason)))
  if (settings.includesUsage) {
    events.push({ ...chunk(state, {}), choices: [], usage: chatUsageOf(state.usage) })
  }
  return { events, isDone: true }
}

function say(state: State, name: 'content' | 'reasoning_content', text: unknown): Step {
  return typeof text === 'string' && text !== ''
    ? { events: [chunk(state, { [name]: text })] }
    : NOTHING
}

function think(state: State, open: OpenBlock, text: unknown): Step {
  if (typeof text !== 'string') return NOTHING
  open.thinking += text
  const kept = keep(state, text.length)
  return 'error' in kept ? kept : say(state, 'reasoning_content', text)
}

function keep(state: State, length: number): Step {
  state.keptLength += length
  return state.keptLength <= MOST_KEPT
    ? NOTHING
    : { error: malformed('the thoughts of the message are too long to be kept') }
}

/** Counts are totals; one that does not apply is null or absent, and the earlier one stays. */
function noteUsage(state: State, usage: unknown): void {
  const told = Object.entries(recordOf(usage)).filter(([, value]) => value !== null)
  state.usage = { ...state.usage, ...Object.fromEntries(told) }
}

function chunk(
  state: State,
  delta: ChatDelta,
  finish_reason: FinishReason | null = null,
): ChatChunk {
  const { id, model } = state.head ?? { id: '', model: '' }
  const { created, includesUsage } = state.settings
  return {
    id,
    object: 'chat.completion.chunk',
    created,
    model,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(includesUsage ? { usage: null } : {}),
  }
}
