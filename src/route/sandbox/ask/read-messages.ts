import { err, ok, type Result } from '../../../base/result.ts'
import { type JsonRecord, listOf, member, recordOf } from '../../../catalog/json-data.ts'
import type { Refusal } from '../refusal.ts'
import type { AnswerForm, Ask, ToolChoice, Turn } from './ask.ts'
import { limitOf, messagesOf, missing, modelOf } from './required.ts'
import { turnOf, turnsOfTools } from './turn-of.ts'

/** Reads the body of a call of Anthropic's Messages API, or says why it is refused. */
export function readMessages(body: JsonRecord): Result<Ask, Refusal> {
  const model = modelOf(body)
  if (!model.ok) return model
  const messages = messagesOf(body)
  if (!messages.ok) return messages
  const limit = limitOf(body, ['max_tokens'])
  if (!limit.ok) return limit
  if (limit.value === undefined) return err(missing('max_tokens'))
  const tools = listOf(member(body, 'tools')).map(recordOf)
  const system = member(body, 'system')
  const choice = recordOf(member(body, 'tool_choice'))
  return ok({
    model: model.value,
    turns: [
      ...turnsOfTools(tools),
      ...(system === undefined ? [] : [turnOf('system', system)]),
      ...messages.value.map(turnOfMessage),
    ],
    mostTokens: limit.value,
    isStreamed: member(body, 'stream') === true,
    wantsUsage: true,
    choices: 1,
    tools: tools.flatMap(toolOf),
    toolChoice: toolChoiceOf(choice),
    isParallel: member(choice, 'disable_parallel_tool_use') !== true,
    form: formOf(recordOf(member(recordOf(member(body, 'output_config')), 'format'))),
    thinks: ['enabled', 'adaptive'].includes(
      String(member(recordOf(member(body, 'thinking')), 'type')),
    ),
    caching: isCached(body) ? 'asked' : 'none',
  })
}

/** What tools answered comes in a message of the user. */
function turnOfMessage(message: JsonRecord): Turn {
  const content = member(message, 'content')
  const isResult = listOf(content).some(
    (block) => member(recordOf(block), 'type') === 'tool_result',
  )
  return turnOf(isResult ? 'tool' : String(member(message, 'role')), content)
}

function toolOf(tool: JsonRecord): Ask['tools'] {
  const name = member(tool, 'name')
  return typeof name === 'string' ? [{ name, schema: recordOf(member(tool, 'input_schema')) }] : []
}

function toolChoiceOf(choice: JsonRecord): ToolChoice {
  const type = member(choice, 'type')
  if (type === 'none') return { kind: 'none' }
  if (type === 'any') return { kind: 'required' }
  return type === 'tool'
    ? { kind: 'named', name: String(member(choice, 'name')) }
    : { kind: 'auto' }
}

function formOf(format: JsonRecord): AnswerForm {
  return member(format, 'type') === 'json_schema'
    ? { kind: 'schema', schema: recordOf(member(format, 'schema')) }
    : { kind: 'text' }
}

/** Whether anything of the prompt is marked to be kept. */
function isCached(body: JsonRecord): boolean {
  const messages = listOf(member(body, 'messages')).map(recordOf)
  const holders = [
    body,
    ...[member(body, 'system'), member(body, 'tools')].flatMap(listOf),
    ...messages.flatMap((message) => listOf(member(message, 'content'))),
  ]
  return holders.some((holder) => Object.hasOwn(recordOf(holder), 'cache_control'))
}
