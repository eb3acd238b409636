import { type JsonRecord, known, member, recordOf } from '../../catalog/json-data.ts'
import type { ChatUsage } from './chat.ts'
import type { MessagesUsage } from './messages.ts'

/** The usage of a message as OpenAI counts: what a cache gave or took is part of the prompt. */
export function chatUsageOf(usage: unknown): ChatUsage {
  const { input, cacheRead, cacheWrite, output, thinking } = tokensOf(recordOf(usage))
  const prompt_tokens = input + cacheRead + cacheWrite
  return {
    prompt_tokens,
    completion_tokens: output,
    total_tokens: prompt_tokens + output,
    prompt_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    ...known({
      completion_tokens_details: thinking === 0 ? undefined : { reasoning_tokens: thinking },
    }),
  }
}

function tokensOf(usage: JsonRecord) {
  return {
    input: tokens(usage, 'input_tokens'),
    cacheRead: tokens(usage, 'cache_read_input_tokens'),
    cacheWrite: tokens(usage, 'cache_creation_input_tokens'),
    output: tokens(usage, 'output_tokens'),
    thinking: tokens(recordOf(member(usage, 'output_tokens_details')), 'thinking_tokens'),
  }
}

/** The usage of a chat answer as Anthropic counts: each token of input in one place only. */
export function messagesUsageOf(usage: unknown): MessagesUsage {
  const record = recordOf(usage)
  const details = recordOf(member(record, 'prompt_tokens_details'))
  const cache_read_input_tokens = tokens(details, 'cached_tokens')
  const cache_creation_input_tokens = tokens(details, 'cache_write_tokens')
  const cached = cache_read_input_tokens + cache_creation_input_tokens
  return {
    input_tokens: Math.max(0, tokens(record, 'prompt_tokens') - cached),
    cache_creation_input_tokens,
    cache_read_input_tokens,
    output_tokens: tokens(record, 'completion_tokens'),
  }
}

/** What is not a whole number of tokens is not known, and 0. */
function tokens(record: JsonRecord, name: string): number {
  const value = member(record, name)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0
}
