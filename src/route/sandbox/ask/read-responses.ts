import { err, ok, type Result } from '../../../base/result.ts'
import { type JsonRecord, listOf, member, recordOf } from '../../../catalog/json-data.ts'
import type { Refusal } from '../refusal.ts'
import type { AnswerForm, Ask, ToolChoice, Turn } from './ask.ts'
import { invalid, limitOf, missing, modelOf } from './required.ts'
import { turnOf, turnsOfTools } from './turn-of.ts'

/** Reads the body of a call of the Responses API, or says why a provider refuses it. */
export function readResponses(body: JsonRecord): Result<Ask, Refusal> {
  const model = modelOf(body)
  if (!model.ok) return model
  const input = inputOf(member(body, 'input'))
  if (!input.ok) return input
  const limit = limitOf(body, ['max_output_tokens'])
  if (!limit.ok) return limit
  const tools = listOf(member(body, 'tools')).map(recordOf)
  const instructions = member(body, 'instructions')
  return ok({
    model: model.value,
    turns: [
      ...turnsOfTools(tools),
      ...(typeof instructions === 'string' ? [turnOf('system', instructions)] : []),
      ...input.value,
    ],
    mostTokens: limit.value,
    isStreamed: member(body, 'stream') === true,
    wantsUsage: true,
    choices: 1,
    tools: tools.flatMap(toolOf),
    toolChoice: toolChoiceOf(member(body, 'tool_choice')),
    isParallel: member(body, 'parallel_tool_calls') !== false,
    form: formOf(recordOf(member(recordOf(member(body, 'text')), 'format'))),
    thinks: false,
    caching: 'automatic',
  })
}

function inputOf(input: unknown): Result<readonly Turn[], Refusal> {
  if (input === undefined) return err(missing('input'))
  if (typeof input === 'string') return ok([turnOf('user', input)])
  if (!Array.isArray(input) || input.length === 0) {
    return err(invalid('input', 'expected a text or a list of one item or more'))
  }
  return ok(input.map((item) => turnOfItem(recordOf(item))))
}

/** What a tool answered, and what the model called, are items beside the messages. */
function turnOfItem(item: JsonRecord): Turn {
  const role = member(item, 'role')
  if (typeof role === 'string') return turnOf(role, member(item, 'content'))
  return turnOf(member(item, 'type') === 'function_call_output' ? 'tool' : 'assistant', [item])
}

function toolOf(tool: JsonRecord): Ask['tools'] {
  const name = member(tool, 'name')
  return member(tool, 'type') === 'function' && typeof name === 'string'
    ? [{ name, schema: recordOf(member(tool, 'parameters')) }]
    : []
}

function toolChoiceOf(choice: unknown): ToolChoice {
  if (choice === 'none' || choice === 'required') return { kind: choice }
  const name = member(recordOf(choice), 'name')
  return typeof name === 'string' ? { kind: 'named', name } : { kind: 'auto' }
}

function formOf(format: JsonRecord): AnswerForm {
  const type = member(format, 'type')
  if (type === 'json_object') return { kind: 'json' }
  if (type !== 'json_schema') return { kind: 'text' }
  return { kind: 'schema', schema: recordOf(member(format, 'schema')) }
}
