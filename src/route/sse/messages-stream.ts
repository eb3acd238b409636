import { type JsonRecord, member, recordOf } from '../../catalog/json-data.ts'
import { type AnswerFacts, modelNameOf, NO_FACTS } from '../classify/answer-facts.ts'
import { finishReasonOf } from '../classify/finish-reason.ts'
import { writtenInBlock } from '../classify/judge-message.ts'
import { usageOfMessage } from '../classify/usage.ts'
import { readEventData } from './event-data.ts'
import { failureAtEnd } from './failure-at-end.ts'
import type { SseEvent } from './sse-item.ts'
import {
  type EventReading,
  faithfulReader,
  type StreamEnd,
  type StreamReader,
} from './stream-reader.ts'

/**
 * Reads a stream of Anthropic's Messages API as far as a call is concerned: its first token, its
 * usage, an error, its end. Usage comes twice, the input with `message_start` and the output with
 * `message_delta`, where newer servers repeat the input; what comes later counts.
 */
export function messagesStreamReader(): StreamReader {
  const state: State = {
    facts: NO_FACTS,
    usage: {},
    isDone: false,
    hasBegun: false,
    hasAnswer: false,
  }
  return faithfulReader({
    read: (event) => readEvent(event, state),
    end: () => judged(state),
  })
}

interface State {
  facts: AnswerFacts
  usage: JsonRecord
  isDone: boolean
  hasBegun: boolean
  hasAnswer: boolean
}

function readEvent(event: SseEvent, state: State): EventReading {
  const forward = event.bytes
  if (event.data === '') return { kind: 'life', forward }
  const data = readEventData(event)
  if (data.kind === 'fault') return data
  const read = EVENTS.get(String(member(data.value, 'type')))
  if (read === undefined) return { kind: 'life', forward }
  state.hasBegun = true
  const kind = read(data.value, state)
  if (kind === 'token') state.hasAnswer = true
  const failure = kind === 'done' ? judged(state).failure : undefined
  return failure === undefined ? { kind, forward } : { kind: 'fault', failure }
}

type ReadMember = (event: JsonRecord, state: State) => 'chunk' | 'token' | 'done'

const EVENTS: ReadonlyMap<string, ReadMember> = new Map<string, ReadMember>([
  ['message_start', readStart],
  ['content_block_start', readBlockStart],
  ['content_block_delta', readBlockDelta],
  ['content_block_stop', () => 'chunk'],
  ['message_delta', readDelta],
  ['message_stop', readStop],
])

function readStart(event: JsonRecord, state: State): 'chunk' {
  const message = recordOf(member(event, 'message'))
  state.facts = { ...state.facts, model: modelNameOf(member(message, 'model')) }
  takeUsage(message, state)
  return 'chunk'
}

/** The beginning of a tool call holds its name; other blocks begin empty. */
function readBlockStart(event: JsonRecord, state: State): 'chunk' | 'token' {
  const written = writtenInBlock(recordOf(member(event, 'content_block')))
  if (written === 'tool call') state.facts = { ...state.facts, hasToolCalls: true }
  return written === 'tool call' || written === 'answer' ? 'token' : 'chunk'
}

function readBlockDelta(event: JsonRecord): 'chunk' | 'token' {
  const delta = recordOf(member(event, 'delta'))
  const isFilled = DELTA_MEMBERS.some((key) => (member(delta, key) ?? '') !== '')
  return isFilled ? 'token' : 'chunk'
}

const DELTA_MEMBERS = ['text', 'thinking', 'partial_json', 'citation']

function readDelta(event: JsonRecord, state: State): 'chunk' {
  const finish = finishReasonOf(member(recordOf(member(event, 'delta')), 'stop_reason'))
  if (finish !== undefined) state.facts = { ...state.facts, finish: [finish] }
  takeUsage(event, state)
  return 'chunk'
}

function readStop(_: JsonRecord, state: State): 'done' {
  state.isDone = true
  return 'done'
}

function takeUsage(holder: JsonRecord, state: State): void {
  const given = Object.entries(recordOf(member(holder, 'usage'))).filter(
    ([, count]) => count !== null,
  )
  state.usage = { ...state.usage, ...Object.fromEntries(given) }
  state.facts = { ...state.facts, usage: usageOfMessage(state.usage) }
}

function judged({ facts, hasBegun, isDone, hasAnswer }: State): StreamEnd {
  const { finish } = facts
  const isWhole = finish.length > 0
  return { failure: failureAtEnd({ hasBegun, isWhole, hasAnswer, finish }), facts, isDone }
}
