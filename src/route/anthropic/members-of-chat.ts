import { isJsonRecord, type JsonRecord, member } from '../../catalog/json-data.ts'
import type { Notes } from './translation.ts'

/**
 * Refuses the members of a chat request that ask for what the Messages API has not, and drops those
 * that change nothing an answer means. Those that are translated are left to who does it.
 */
export function checkMembersOfChat(chat: JsonRecord, notes: Notes): void {
  for (const name of Object.keys(chat)) {
    const value = member(chat, name)
    if (TRANSLATED.has(name) || value === null || value === undefined) continue
    const refused = REFUSED.get(name)
    if (refused === undefined) notes.drop(name)
    else if (!refused.asksNothing(value)) notes.refuse(name, refused.reason)
  }
}

const TRANSLATED: ReadonlySet<string> = new Set([
  'cache_control',
  'max_completion_tokens',
  'max_tokens',
  'messages',
  'model',
  'parallel_tool_calls',
  'reasoning_effort',
  'response_format',
  'safety_identifier',
  'stop',
  'stream',
  // Whether usage is told at the end of a stream is decided where the answer is translated.
  'stream_options',
  'temperature',
  'thinking',
  'tool_choice',
  'tools',
  'top_k',
  'top_p',
  'user',
])

interface RefusedMember {
  readonly reason: string
  /** Whether the member says no more than its absence. */
  asksNothing(value: unknown): boolean
}

const REFUSED: ReadonlyMap<string, RefusedMember> = new Map([
  ['n', { reason: 'the Messages API answers once', asksNothing: (value) => value === 1 }],
  ['logit_bias', { reason: 'the Messages API weighs no tokens', asksNothing: isEmpty }],
  ['logprobs', { reason: 'the Messages API tells no probabilities', asksNothing: isOff }],
  ['top_logprobs', { reason: 'the Messages API tells no probabilities', asksNothing: isOff }],
  ['audio', { reason: 'the Messages API does not speak', asksNothing: () => false }],
  ['modalities', { reason: 'the Messages API answers with text only', asksNothing: isTextOnly }],
  ['functions', { reason: 'write `tools` instead', asksNothing: isEmpty }],
  [
    'function_call',
    { reason: 'write `tool_choice` instead', asksNothing: (value) => value === 'none' },
  ],
  [
    'web_search_options',
    { reason: 'a search of the web is not translated', asksNothing: () => false },
  ],
])

function isOff(value: unknown): boolean {
  return value === false || value === 0
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  return isJsonRecord(value) && Object.keys(value).length === 0
}

function isTextOnly(value: unknown): boolean {
  return Array.isArray(value) && value.every((modality) => modality === 'text')
}
