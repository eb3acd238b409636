/**
 * A streamed chat completion as a streamed message, in the order that clients of the Messages API
 * build messages from: one message starts, its blocks start and stop one after the other, its delta
 * tells why it stopped and what it took, and it stops.
 *
 * Chat completions have no blocks. What is thought, said and called comes as members of deltas, so
 * a block starts where another kind of delta comes, or another call, and ends the one before. A
 * piece of an earlier call that comes after the next one started has no place any more and fails
 * the stream: calls follow each other everywhere, and the client of OpenAI counts on it too.
 *
 * Thinking has no signature, since only Anthropic signs; it says so with an empty one.
 */
import { type JsonRecord, listOf, member, recordOf } from '../../catalog/json-data.ts'
import { stopReasonOf } from './finish-reason.ts'
import type { AnswerBlock, BlockDelta, MessagesEvent } from './messages.ts'
import { spokenIn } from './spoken.ts'
import { type StreamStep, type StreamTranslator, translator } from './stream-translator.ts'
import { toolUseId } from './tool-use-id.ts'
import { cut, errorOfChat, malformed } from './upstream-error.ts'
import { messagesUsageOf } from './usage.ts'

/** Translates the chunks of Chat Completions. Upstream's `[DONE]` is `end()`. */
export function messagesStreamOfChat(): StreamTranslator<MessagesEvent> {
  const state: State = { id: '', blocks: 0, hasCalled: false, isRefusal: false, out: [] }
  return translator({
    take: (event) => stepFor(state, event),
    end: () => finish(state),
  })
}

interface State {
  id: string
  /** How many blocks started so far; the open one is the last. */
  blocks: number
  open?: OpenBlock
  hasCalled: boolean
  isRefusal: boolean
  finishReason?: string
  usage?: unknown
  /** The events of the step under way. */
  out: MessagesEvent[]
}

interface OpenBlock {
  readonly type: AnswerBlock['type']
  readonly call?: CallKey
}

interface CallKey {
  readonly index: unknown
  readonly id: unknown
}

type Step = StreamStep<MessagesEvent>

function stepFor(state: State, event: unknown): Step {
  const chunk = recordOf(event)
  const choices = member(chunk, 'choices')
  if ((member(chunk, 'error') ?? undefined) !== undefined) return { error: errorOfChat(chunk) }
  if (!Array.isArray(choices)) return { error: malformed('a chunk of the stream has no choices') }
  state.usage = member(chunk, 'usage') ?? state.usage
  // Azure begins with a chunk of its own, without choices or an id.
  if (state.id === '' && choices.length > 0) startMessage(state, chunk)
  for (const choice of choices.map(recordOf)) {
    // More than one answer cannot be asked for with a request of the Messages API.
    if ((member(choice, 'index') ?? 0) !== 0) continue
    const fault = addChoice(state, choice)
    if (fault !== undefined) return { error: malformed(fault) }
  }
  return { events: flushed(state) }
}

function startMessage(state: State, chunk: JsonRecord): void {
  const [id, model] = [member(chunk, 'id'), member(chunk, 'model')]
  state.id = typeof id === 'string' && id !== '' ? id : 'message'
  state.out.push({
    type: 'message_start',
    message: {
      id: state.id,
      type: 'message',
      role: 'assistant',
      model: typeof model === 'string' ? model : '',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: messagesUsageOf(state.usage),
    },
  })
}

/** What a choice of a chunk says, or why it makes no sense. */
function addChoice(state: State, choice: JsonRecord): string | undefined {
  const delta = recordOf(member(choice, 'delta'))
  const [spoken, refusal] = [spokenIn(delta), member(delta, 'refusal')]
  if (spoken === undefined) return 'a chunk of the stream has content that cannot be read'
  if (spoken.thinking !== '') {
    continueBlock(state, { type: 'thinking', thinking: '', signature: '' })
    addDelta(state, { type: 'thinking_delta', thinking: spoken.thinking })
  }
  if (isSome(refusal)) state.isRefusal = true
  const text = spoken.text + (isSome(refusal) ? refusal : '')
  if (text !== '') {
    continueBlock(state, { type: 'text', text: '' })
    addDelta(state, { type: 'text_delta', text })
  }
  for (const call of listOf(member(delta, 'tool_calls'))) {
    const fault = addCall(state, recordOf(call))
    if (fault !== undefined) return fault
  }
  const finishReason = member(choice, 'finish_reason')
  if (isSome(finishReason)) state.finishReason = finishReason
  return undefined
}

function addCall(state: State, call: JsonRecord): string | undefined {
  const called = recordOf(member(call, 'function'))
  const [name, piece] = [member(called, 'name'), member(called, 'arguments')]
  if (!isTextOrNothing(piece)) return 'the arguments of a call are no text'
  const key = { index: member(call, 'index'), id: member(call, 'id') }
  if (!isSameCall(state.open?.call, key)) {
    if (!isSome(name)) return isSome(piece) ? 'a piece came of a call that is not open' : undefined
    const id = isSome(key.id) ? key.id : `${state.id}-${state.blocks}`
    startBlock(state, { type: 'tool_use', id: toolUseId(id), name, input: {} })
    state.open = { type: 'tool_use', call: { index: key.index, id } }
    state.hasCalled = true
  }
  if (isSome(piece)) addDelta(state, { type: 'input_json_delta', partial_json: piece })
  return undefined
}

/** Some number every call 0, and some do not number them: then the id tells calls apart. */
function isSameCall(open: CallKey | undefined, { index, id }: CallKey): boolean {
  if (open === undefined) return false
  if (isSome(id)) return id === open.id
  return index === undefined || index === open.index
}

function continueBlock(state: State, block: AnswerBlock): void {
  if (state.open?.type !== block.type) startBlock(state, block)
}

function startBlock(state: State, block: AnswerBlock): void {
  stopBlock(state)
  state.open = { type: block.type }
  state.out.push({ type: 'content_block_start', index: state.blocks++, content_block: block })
}

function stopBlock(state: State): void {
  if (state.open === undefined) return
  state.out.push({ type: 'content_block_stop', index: state.blocks - 1 })
  delete state.open
}

function addDelta(state: State, delta: BlockDelta): void {
  state.out.push({ type: 'content_block_delta', index: state.blocks - 1, delta })
}

/** The usage comes behind the finish reason, so the message can only end with the stream. */
function finish(state: State): Step {
  const { finishReason, hasCalled, isRefusal } = state
  if (finishReason === undefined) return { error: cut('the stream ended without a finish reason') }
  stopBlock(state)
  const reason = stopReasonOf(finishReason, hasCalled ? 'tools' : 'nothing')
  state.out.push({
    type: 'message_delta',
    delta: { stop_reason: isRefusal ? 'refusal' : reason, stop_sequence: null },
    usage: messagesUsageOf(state.usage),
  })
  state.out.push({ type: 'message_stop' })
  return { events: flushed(state), isDone: true }
}

function flushed(state: State): readonly MessagesEvent[] {
  const events = state.out
  state.out = []
  return events
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string'
}

function isSome(text: unknown): text is string {
  return typeof text === 'string' && text !== ''
}
