import { type JsonRecord, listOf, member } from '../../catalog/json-data.ts'

/**
 * What a message, or the delta of one, holds of the model. A role holds nothing; neither does an
 * empty text, nor an empty list, which Groq sends for no tool calls.
 */
export type Written = 'nothing' | 'reasoning' | 'answer' | 'tool call'

export function writtenIn(message: JsonRecord): Written {
  if (TOOL_MEMBERS.some((key) => isFilled(member(message, key)))) return 'tool call'
  if (ANSWER_MEMBERS.some((key) => isFilled(member(message, key)))) return 'answer'
  return REASONING_MEMBERS.some((key) => isFilled(member(message, key))) ? 'reasoning' : 'nothing'
}

const TOOL_MEMBERS = ['tool_calls', 'function_call']
/** Refusals are answers. OpenRouter has `images`; the content of Mistral may be a list of parts. */
const ANSWER_MEMBERS = ['content', 'refusal', 'audio', 'images']
/** As DeepSeek, xAI and vLLM call it, as Groq and OpenRouter do, and what OpenRouter adds. */
const REASONING_MEMBERS = ['reasoning_content', 'reasoning', 'reasoning_details']

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value !== ''
  if (Array.isArray(value)) return listOf(value).length > 0
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
