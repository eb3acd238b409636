import { ok, type Result } from '../../../base/result.ts'
import { type JsonRecord, listOf, member, recordOf } from '../../../catalog/json-data.ts'
import type { Refusal } from '../refusal.ts'
import { type AnswerForm, type Ask, MOST_CHOICES, type ToolChoice, type Turn } from './ask.ts'
import { limitOf, messagesOf, modelOf } from './required.ts'
import { turnOf, turnsOfTools } from './turn-of.ts'

/** Reads the body of a call for a chat completion, or says why a provider refuses it. */
export function readChat(body: JsonRecord): Result<Ask, Refusal> {
  const model = modelOf(body)
  if (!model.ok) return model
  const messages = messagesOf(body)
  if (!messages.ok) return messages
  const limit = limitOf(body, LIMITS)
  if (!limit.ok) return limit
  const tools = member(body, 'tools')
  return ok({
    model: model.value,
    turns: [...turnsOfTools(tools), ...messages.value.map(turnOfMessage)],
    mostTokens: limit.value,
    isStreamed: member(body, 'stream') === true,
    wantsUsage: member(recordOf(member(body, 'stream_options')), 'include_usage') === true,
    choices: choicesOf(member(body, 'n')),
    tools: listOf(tools).flatMap((tool) => toolOf(recordOf(member(recordOf(tool), 'function')))),
    toolChoice: toolChoiceOf(member(body, 'tool_choice')),
    isParallel: member(body, 'parallel_tool_calls') !== false,
    form: formOf(recordOf(member(body, 'response_format'))),
    thinks: false,
    caching: 'automatic',
  })
}

const LIMITS = ['max_completion_tokens', 'max_tokens']

function turnOfMessage(message: JsonRecord): Turn {
  const turn = turnOf(String(member(message, 'role')), member(message, 'content'))
  const calls = listOf(member(message, 'tool_calls'))
  return calls.length === 0 ? turn : { ...turn, text: turn.text + JSON.stringify(calls) }
}

function choicesOf(n: unknown): number {
  return typeof n === 'number' && Number.isInteger(n) ? Math.min(Math.max(1, n), MOST_CHOICES) : 1
}

function toolOf(tool: JsonRecord): Ask['tools'] {
  const name = member(tool, 'name')
  return typeof name === 'string' ? [{ name, schema: recordOf(member(tool, 'parameters')) }] : []
}

function toolChoiceOf(choice: unknown): ToolChoice {
  if (choice === 'none' || choice === 'required') return { kind: choice }
  const name = member(recordOf(member(recordOf(choice), 'function')), 'name')
  return typeof name === 'string' ? { kind: 'named', name } : { kind: 'auto' }
}

function formOf(format: JsonRecord): AnswerForm {
  const type = member(format, 'type')
  if (type === 'json_object') return { kind: 'json' }
  if (type !== 'json_schema') return { kind: 'text' }
  return {
    kind: 'schema',
    schema: recordOf(member(recordOf(member(format, 'json_schema')), 'schema')),
  }
}
