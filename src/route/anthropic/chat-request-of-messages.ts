import {
  isJsonRecord,
  type JsonRecord,
  known,
  listOf,
  member,
  recordOf,
} from '../../catalog/json-data.ts'
import type { ChatRequest, ChatTool, ChatToolChoice } from './chat.ts'
import { chatMessagesOfTurns } from './chat-messages-of-turns.ts'
import { effortOfMessages } from './effort-of-messages.ts'
import { textIn } from './json-text.ts'
import { checkMembersOfMessages } from './members-of-messages.ts'
import { type Notes, type Translation, translate } from './translation.ts'

/** Whom a chat request is for. */
export interface ChatTarget {
  /** What the provider calls the model. */
  readonly model: string
  /** OpenAI's own models take only the new name of the limit, others know only the old one. */
  readonly limitMember: 'max_tokens' | 'max_completion_tokens'
  /** Models that do not reason refuse to be told how much. */
  readonly reasons: boolean
}

/**
 * A request of the Messages API as a request of Chat Completions. What has no counterpart is
 * refused if the answer would be another one without it, and dropped if not; what is dropped is
 * listed. A stream is asked to tell its usage, since every message tells it.
 */
export function chatRequestOfMessages(body: unknown, target: ChatTarget): Translation<ChatRequest> {
  return translate((notes) => requestFor(recordOf(body), target, notes))
}

function requestFor(request: JsonRecord, target: ChatTarget, notes: Notes): ChatRequest {
  checkMembersOfMessages(request, notes)
  const tools = listOf(member(request, 'tools')).map((tool, index) =>
    toolOf(recordOf(tool), `tools[${index}]`, notes),
  )
  const choice = recordOf(member(request, 'tool_choice'))
  const isStream = member(request, 'stream') === true
  const user = member(recordOf(member(request, 'metadata')), 'user_id')
  return {
    model: target.model,
    messages: chatMessagesOfTurns(request, notes),
    [target.limitMember]: limitOf(request, notes),
    ...known({
      tools: tools.length === 0 ? undefined : tools,
      tool_choice: tools.length === 0 ? undefined : choiceOf(choice, notes),
      parallel_tool_calls: member(choice, 'disable_parallel_tool_use') === true ? false : undefined,
      stop: stopsOf(request, notes),
      temperature: numberMember(request, 'temperature', notes),
      top_p: numberMember(request, 'top_p', notes),
      user: typeof user === 'string' ? user : undefined,
      reasoning_effort: effortOfMessages(request, target, notes),
      response_format: formatOf(request, notes),
      stream: isStream ? true : undefined,
      stream_options: isStream ? ({ include_usage: true } as const) : undefined,
    }),
  }
}

function limitOf(request: JsonRecord, notes: Notes): number {
  const limit = member(request, 'max_tokens')
  if (typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0) return limit
  notes.refuse('max_tokens', 'expected a whole number of tokens of 1 or more')
  return 1
}

function toolOf(tool: JsonRecord, place: string, notes: Notes): ChatTool {
  const [name, description] = [textIn(tool, 'name'), member(tool, 'description')]
  const type = member(tool, 'type') ?? 'custom'
  if (type !== 'custom' || name === '') {
    notes.refuse(place, 'a tool that Anthropic defines or runs is not translated')
  }
  return {
    type: 'function',
    function: {
      name,
      ...known({ description: typeof description === 'string' ? description : undefined }),
      parameters: recordOf(member(tool, 'input_schema')),
      ...known({ strict: member(tool, 'strict') === true ? true : undefined }),
    },
  }
}

function choiceOf(choice: JsonRecord, notes: Notes): ChatToolChoice | undefined {
  const [type, name] = [member(choice, 'type'), member(choice, 'name')]
  if (type === undefined) return undefined
  if (type === 'auto' || type === 'none') return type
  if (type === 'any') return 'required'
  if (type === 'tool' && typeof name === 'string') return { type: 'function', function: { name } }
  notes.refuse('tool_choice', 'expected a choice of `auto`, `any`, `none` or a named `tool`')
  return undefined
}

/** OpenAI takes four. */
const MOST_STOPS = 4

function stopsOf(request: JsonRecord, notes: Notes): readonly string[] | undefined {
  const stops = listOf(member(request, 'stop_sequences'))
  if (stops.length > MOST_STOPS) notes.refuse('stop_sequences', 'at most 4 texts are taken')
  if (stops.some((stop) => typeof stop !== 'string'))
    notes.refuse('stop_sequences', 'expected texts')
  const texts = stops.filter((stop) => typeof stop === 'string')
  return texts.length === 0 ? undefined : texts
}

function formatOf(request: JsonRecord, notes: Notes): JsonRecord | undefined {
  const format = member(recordOf(member(request, 'output_config')), 'format') ?? undefined
  if (format === undefined) return undefined
  const schema = member(recordOf(format), 'schema')
  if (member(recordOf(format), 'type') !== 'json_schema' || !isJsonRecord(schema)) {
    notes.refuse('output_config.format', 'expected a JSON schema')
    return undefined
  }
  return { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } }
}

function numberMember(request: JsonRecord, name: string, notes: Notes): number | undefined {
  const value = member(request, name) ?? undefined
  if (value === undefined || typeof value === 'number') return value
  notes.refuse(name, 'expected a number')
  return undefined
}
