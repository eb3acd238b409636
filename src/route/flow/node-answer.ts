import { isJsonRecord, member } from '../../catalog/json-data.ts'

/**
 * What other nodes are told of an answer: its text and, where it would call tools, what it would
 * call. Nobody runs tools within a flow, so these are proposals.
 *
 * @param answer of Chat.
 */
export function nodeAnswer(answer: unknown): string {
  const choices = isJsonRecord(answer) ? member(answer, 'choices') : undefined
  const [choice] = Array.isArray(choices) ? choices : []
  const message = isJsonRecord(choice) ? member(choice, 'message') : undefined
  if (!isJsonRecord(message)) return ''
  const { content, refusal } = message
  const text = typeof content === 'string' ? content : typeof refusal === 'string' ? refusal : ''
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls.flatMap(callText) : []
  if (calls.length === 0) return text
  const proposed = `[proposed tool calls]\n${calls.join('\n')}`
  return text === '' ? proposed : `${text}\n\n${proposed}`
}

function callText(call: unknown): readonly string[] {
  const called = isJsonRecord(call) ? call.function : undefined
  if (!isJsonRecord(called) || typeof called.name !== 'string') return []
  return [`- ${called.name}(${typeof called.arguments === 'string' ? called.arguments : ''})`]
}
