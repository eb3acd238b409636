import { member, recordOf } from '../../catalog/json-data.ts'
import { type AnswerFacts, NO_FACTS } from '../classify/answer-facts.ts'
import { classifyError } from '../classify/classify-error.ts'
import { errorBodyOf } from '../classify/error-body.ts'
import { factsOfResponse, writtenInItem } from '../classify/judge-response.ts'
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
 * Reads a stream of OpenAI's Responses API. It ends with `response.completed`, or with
 * `response.incomplete` at a limit or a filter, both of which hold the whole response; with
 * `response.failed` or `error` it has failed, and without any of these it was cut.
 */
export function responsesStreamReader(): StreamReader {
  const state: State = { facts: NO_FACTS, isDone: false, hasBegun: false, hasAnswer: false }
  return faithfulReader({
    read: (event) => readEvent(event, state),
    end: () => judged(state),
  })
}

interface State {
  facts: AnswerFacts
  isDone: boolean
  hasBegun: boolean
  hasAnswer: boolean
}

function readEvent(event: SseEvent, state: State): EventReading {
  const forward = event.bytes
  // Not of this interface, yet some servers of it end so.
  if (event.data === '' || event.data.trim() === '[DONE]') return { kind: 'life', forward }
  const data = readEventData(event)
  if (data.kind === 'fault') return data
  const type = member(data.value, 'type')
  if (typeof type !== 'string' || !type.startsWith('response.')) return { kind: 'life', forward }
  const response = recordOf(member(data.value, 'response'))
  if (type === 'response.failed') {
    state.facts = factsOfResponse(response)
    return { kind: 'fault', failure: classifyError(errorBodyOf(member(response, 'error'))) }
  }
  state.hasBegun = true
  if (type === 'response.completed' || type === 'response.incomplete') {
    state.facts = factsOfResponse(response)
    state.isDone = true
    const { failure } = judged(state)
    return failure === undefined ? { kind: 'done', forward } : { kind: 'fault', failure }
  }
  if (!isToken(type, data.value)) return { kind: 'chunk', forward }
  state.hasAnswer = true
  return { kind: 'token', forward }
}

/** Text, reasoning, refusals and arguments come in deltas; a tool call begins with its item. */
function isToken(type: string, event: ReturnType<typeof recordOf>): boolean {
  if (type.endsWith('.delta')) return (member(event, 'delta') ?? '') !== ''
  if (type !== 'response.output_item.added') return false
  return writtenInItem(recordOf(member(event, 'item'))) === 'tool call'
}

function judged({ facts, hasBegun, isDone, hasAnswer }: State): StreamEnd {
  const failure = failureAtEnd({
    hasBegun,
    isWhole: isDone,
    hasAnswer: hasAnswer || facts.hasToolCalls,
    finish: facts.finish,
  })
  return { failure, facts, isDone }
}
