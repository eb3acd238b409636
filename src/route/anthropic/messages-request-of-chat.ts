import { type JsonRecord, known, listOf, member, recordOf } from '../../catalog/json-data.ts'
import { type ClaudeModel, claudeModel } from './claude-model.ts'
import { conversationOfChat } from './conversation-of-chat.ts'
import { textIn } from './json-text.ts'
import { checkMembersOfChat } from './members-of-chat.ts'
import type { MessagesRequest, OutputConfig } from './messages.ts'
import { thinkingOfChat } from './thinking-of-chat.ts'
import { toolChoiceOfChat, toolsOfChat } from './tools-of-chat.ts'
import { type Notes, type Translation, translate } from './translation.ts'

/** Whom a Messages request is for. */
export interface MessagesTarget {
  /** What the provider calls the model. */
  readonly model: string
  /** The most tokens it can answer with, where the catalog knows. */
  readonly maxOutput?: number
}

/**
 * A request of Chat Completions as a request of the Messages API.
 *
 * - A limit of tokens is required there. Without one the answer may be as long as the model can
 *   make it, as with OpenAI; 4,096 where the catalog does not know how long that is. A higher limit
 *   than that is lowered to it.
 * - All system and developer messages become `system`, in their order, wherever they stood.
 * - `temperature` above 1 becomes 1, the most that is taken; for models that take none, and beside
 *   thinking, it is dropped.
 * - What has no counterpart is refused if the answer would be another one without it, and dropped
 *   if not; what is dropped is listed.
 *
 * Numbers in the arguments of tool calls are read as doubles.
 */
export function messagesRequestOfChat(
  body: unknown,
  target: MessagesTarget,
): Translation<MessagesRequest> {
  return translate((notes) => requestFor(recordOf(body), target, notes))
}

function requestFor(chat: JsonRecord, target: MessagesTarget, notes: Notes): MessagesRequest {
  checkMembersOfChat(chat, notes)
  const model = claudeModel(target.model)
  const { system, turns } = conversationOfChat(member(chat, 'messages'), notes)
  const tools = toolsOfChat(member(chat, 'tools'), notes)
  const tool_choice = tools.length === 0 ? undefined : toolChoiceOfChat(chat, notes)
  const max_tokens = limitOf(chat, target, notes)
  const thinking = thinkingOfChat(
    { chat, model, maxTokens: max_tokens, turns, choice: tool_choice?.type },
    notes,
  )
  const config = { effort: thinking.effort, format: formatOf(chat, model, notes) }
  const stop_sequences = stopsOf(chat, notes)
  const user_id = textIn(chat, 'user') || textIn(chat, 'safety_identifier')
  return {
    model: target.model,
    max_tokens,
    messages: turns,
    ...known({
      system: system.length === 0 ? undefined : system,
      tools: tools.length === 0 ? undefined : tools,
      tool_choice,
      stop_sequences: stop_sequences.length === 0 ? undefined : stop_sequences,
      ...samplingOf(chat, { model, thinks: thinking.thinks }, notes),
      metadata: user_id === '' ? undefined : { user_id },
      thinking: thinking.member,
      output_config: outputConfigOf(config),
      cache_control: member(chat, 'cache_control') ?? undefined,
      stream: member(chat, 'stream') === true ? true : undefined,
    }),
  }
}

/** Every Claude can answer with as many. */
const SAFE_OUTPUT = 4096

function limitOf(chat: JsonRecord, { maxOutput }: MessagesTarget, notes: Notes): number {
  for (const name of ['max_completion_tokens', 'max_tokens']) {
    const limit = member(chat, name) ?? undefined
    if (limit === undefined) continue
    if (typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0) {
      return maxOutput === undefined ? limit : Math.min(limit, maxOutput)
    }
    notes.refuse(name, 'expected a whole number of tokens of 1 or more')
  }
  return maxOutput ?? SAFE_OUTPUT
}

/** Texts without anything but space are not taken as an end; OpenAI ends nothing at the empty one. */
function stopsOf(chat: JsonRecord, notes: Notes): readonly string[] {
  const value = member(chat, 'stop') ?? undefined
  const stops = typeof value === 'string' ? [value] : listOf(value)
  if (stops.some((stop) => typeof stop !== 'string' || (stop !== '' && stop.trim() === ''))) {
    notes.refuse('stop', 'expected texts that are more than space')
  }
  return stops.filter((stop): stop is string => typeof stop === 'string' && stop !== '')
}

interface Sampler {
  readonly model: ClaudeModel
  readonly thinks: boolean
}

function samplingOf(chat: JsonRecord, { model, thinks }: Sampler, notes: Notes) {
  const temperature = numberMember(chat, 'temperature', notes)
  const top_p = numberMember(chat, 'top_p', notes)
  const top_k = numberMember(chat, 'top_k', notes)
  const given = { temperature, top_p, top_k }
  if (model.sampling === 'none' || thinks) {
    for (const [name, value] of Object.entries(given)) if (value !== undefined) notes.drop(name)
    return {}
  }
  const clamped = temperature === undefined ? undefined : Math.min(1, Math.max(0, temperature))
  if (model.sampling === 'both' || clamped === undefined || top_p === undefined) {
    return { temperature: clamped, top_p, top_k }
  }
  notes.drop('top_p')
  return { temperature: clamped, top_k }
}

/**
 * The schema is passed as it stands. Anthropic takes fewer keywords than OpenAI does, and says so
 * with a 400; leaving them out here would promise what nobody checks.
 */
function formatOf(chat: JsonRecord, model: ClaudeModel, notes: Notes): OutputConfig['format'] {
  const format = recordOf(member(chat, 'response_format'))
  const type = member(format, 'type') ?? 'text'
  if (type === 'text') return undefined
  const schema = member(recordOf(member(format, 'json_schema')), 'schema')
  if (type !== 'json_schema' || schema === undefined) {
    notes.refuse('response_format', 'the Messages API answers in JSON only by a schema')
  } else if (!model.takesSchema) {
    notes.refuse('response_format', 'the model takes no schema')
  }
  return { type: 'json_schema', schema: recordOf(schema) }
}

function outputConfigOf(
  config: {
    readonly [Key in keyof OutputConfig]: OutputConfig[Key] | undefined
  },
): OutputConfig | undefined {
  const found = known(config)
  return Object.keys(found).length === 0 ? undefined : found
}

function numberMember(chat: JsonRecord, name: string, notes: Notes): number | undefined {
  const value = member(chat, name) ?? undefined
  if (value === undefined || typeof value === 'number') return value
  notes.refuse(name, 'expected a number')
  return undefined
}
