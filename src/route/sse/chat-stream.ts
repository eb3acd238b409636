import { type JsonRecord, listOf, member, recordOf } from '../../catalog/json-data.ts'
import type { Usage } from '../../catalog/price.ts'
import { modelNameOf } from '../classify/answer-facts.ts'
import { type FinishReason, finishReasonOf } from '../classify/finish-reason.ts'
import { finishWord, MOST_CHOICES } from '../classify/judge-chat.ts'
import { usageOfCompletion } from '../classify/usage.ts'
import { type Written, writtenIn } from '../classify/written.ts'
import { failureOf } from '../failure.ts'
import { readEventData } from './event-data.ts'
import { failureAtEnd } from './failure-at-end.ts'
import type { SseEvent } from './sse-item.ts'
import {
  type EventReading,
  faithfulReader,
  type StreamEnd,
  type StreamReader,
} from './stream-reader.ts'

/** Who wants the chunk with nothing but usage, which comes for `include_usage` alone. */
export interface ChatStreamOptions {
  readonly usageFor: 'client' | 'router'
}

/**
 * Reads a stream of chat completion chunks.
 *
 * The answer is whole when every choice that began has told why it ended. `[DONE]` alone does not
 * make it so: servers and proxies send it in whatever state they close a stream (vLLM after an
 * error, for one). Nor is it needed: several providers close the stream after the last chunk, and
 * gateways that took this for a cut have reported whole answers as failures.
 */
export function chatStreamReader({ usageFor }: ChatStreamOptions): StreamReader {
  const state: State = { choices: new Map(), isDone: false, hasBegun: false }
  return faithfulReader({
    read: (event) => readEvent(event, state, usageFor),
    end: () => endOf(state),
  })
}

interface State {
  readonly choices: Map<number, Choice>
  isDone: boolean
  hasBegun: boolean
  model?: string
  usage?: Usage
}

interface Choice {
  hasAnswer: boolean
  hasToolCalls: boolean
  finish?: FinishReason
}

function readEvent(
  event: SseEvent,
  state: State,
  usageFor: ChatStreamOptions['usageFor'],
): EventReading {
  const forward = event.bytes
  if (event.data.trim() === '[DONE]') {
    state.isDone = true
    return { kind: 'done', forward }
  }
  if (event.data === '') return { kind: 'life', forward }
  const data = readEventData(event)
  if (data.kind === 'fault') return data
  const chunk = data.value
  const choices = member(chunk, 'choices')
  const usage = usageIn(chunk)
  if (!Array.isArray(choices) && usage === undefined) return { kind: 'life', forward }
  state.hasBegun = true
  if (usage !== undefined) state.usage = usage
  const model = modelNameOf(member(chunk, 'model'))
  if (model !== undefined) state.model = model
  // Azure begins with a chunk without choices too, which holds what its filters found.
  const isUsageAlone = usage !== undefined && listOf(choices).length === 0
  if (isUsageAlone) return { kind: 'chunk', forward: usageFor === 'client' ? forward : undefined }
  const taken = listOf(choices).map((choice) => takeChoice(recordOf(choice), state))
  const fault = taken.some(({ finish }) => finish !== undefined) ? brokenOff(state) : undefined
  return fault ?? { kind: taken.some(hasWritten) ? 'token' : 'chunk', forward }
}

/** In the last chunk, in one of its own, in every one, or where Groq has it. */
function usageIn(chunk: JsonRecord): Usage | undefined {
  return (
    usageOfCompletion(member(chunk, 'usage')) ??
    usageOfCompletion(member(recordOf(member(chunk, 'x_groq')), 'usage'))
  )
}

interface Taken {
  readonly written: Written
  readonly finish: FinishReason | undefined
}

function hasWritten({ written }: Taken): boolean {
  return written !== 'nothing'
}

function takeChoice(choice: JsonRecord, state: State): Taken {
  const written = writtenIn(recordOf(member(choice, 'delta')))
  const finish = finishReasonOf(finishWord(choice))
  const known = choiceAt(member(choice, 'index'), state)
  if (known === undefined) return { written, finish }
  if (written !== 'nothing') known.hasAnswer = true
  if (written === 'tool call') known.hasToolCalls = true
  if (finish !== undefined) known.finish = finish
  return { written, finish }
}

/** A choice without an index is the first: there is but one. */
function choiceAt(index: unknown, state: State): Choice | undefined {
  const place = typeof index === 'number' ? index : 0
  const known = state.choices.get(place)
  if (known !== undefined || state.choices.size >= MOST_CHOICES) return known
  const begun: Choice = { hasAnswer: false, hasToolCalls: false }
  state.choices.set(place, begun)
  return begun
}

/** A choice that ends in an error, and an answer that was filtered before it began. */
function brokenOff({ choices }: State): EventReading | undefined {
  const all = [...choices.values()]
  if (all.some(({ finish }) => finish === 'error')) {
    return { kind: 'fault', failure: failureOf('provider_error') }
  }
  const isFiltered = all.every(({ finish, hasAnswer }) => finish === 'content_filter' && !hasAnswer)
  return isFiltered && all.length > 0
    ? { kind: 'fault', failure: failureOf('content_filtered') }
    : undefined
}

function endOf(state: State): StreamEnd {
  const choices = [...state.choices].sort(([a], [b]) => a - b).map(([, choice]) => choice)
  const finish = choices.flatMap((choice) => choice.finish ?? [])
  return {
    failure: failureAtEnd({
      hasBegun: state.hasBegun,
      isWhole: choices.length > 0 && finish.length === choices.length,
      hasAnswer: choices.some(({ hasAnswer }) => hasAnswer),
      finish,
    }),
    facts: {
      model: state.model,
      finish,
      hasToolCalls: choices.some(({ hasToolCalls }) => hasToolCalls),
      usage: state.usage,
    },
    isDone: state.isDone,
  }
}
