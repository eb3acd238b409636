import { err, ok, type Result } from '../../base/result.ts'
import { type JsonRecord, known, listOf, member, recordOf } from '../../catalog/json-data.ts'
import type { ChatAnswer, ChatCompletion, ChatToolCall } from './chat.ts'
import { thoughtOf } from './conversation-of-chat.ts'
import { finishReasonOf } from './finish-reason.ts'
import { jsonOfRecord } from './json-text.ts'
import { errorOfMessages, malformed, type UpstreamError } from './upstream-error.ts'
import { chatUsageOf } from './usage.ts'

/**
 * A message as a chat completion, or why it is no message. What was thought stands in
 * `reasoning_content`, and the blocks themselves, signed, in `thinking_blocks`: a client that sends
 * the message back as it got it sends them too.
 *
 * @param created seconds since 1970; a message does not say when it was made.
 */
export function chatCompletionOfMessage(
  body: unknown,
  created: number,
): Result<ChatCompletion, UpstreamError> {
  const message = recordOf(body)
  if (member(message, 'type') === 'error') return err(errorOfMessages(message))
  const [id, model] = [member(message, 'id'), member(message, 'model')]
  const [content, stopReason] = [member(message, 'content'), member(message, 'stop_reason')]
  if (typeof id !== 'string' || typeof model !== 'string' || !Array.isArray(content)) {
    return err(malformed('the answer is not a message'))
  }
  if (typeof stopReason !== 'string') return err(malformed('the message has no stop reason'))
  const answer = answerOf(message)
  if (answer === undefined)
    return err(malformed('the message calls a tool without a name or input'))
  const finish_reason = finishReasonOf(stopReason)
  return ok({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message: answer, logprobs: null, finish_reason }],
    usage: chatUsageOf(member(message, 'usage')),
  })
}

function answerOf(message: JsonRecord): ChatAnswer | undefined {
  const blocks = listOf(member(message, 'content')).map(recordOf)
  const calls = blocks.filter((block) => member(block, 'type') === 'tool_use').map(callOf)
  const tool_calls = calls.filter((call) => call !== undefined)
  if (tool_calls.length < calls.length) return undefined
  const content = joined(blocks, 'text')
  const reasoning_content = joined(blocks, 'thinking')
  const thinking_blocks = blocks.flatMap((block) => thoughtOf(block) ?? [])
  return {
    role: 'assistant',
    content: content === '' ? null : content,
    refusal: explanationIn(message) ?? null,
    ...known({
      tool_calls: tool_calls.length === 0 ? undefined : tool_calls,
      reasoning_content: reasoning_content === '' ? undefined : reasoning_content,
      thinking_blocks: thinking_blocks.length === 0 ? undefined : thinking_blocks,
    }),
  }
}

/** Blocks of one type name their text as they name themselves. Citations split a text in several. */
function joined(blocks: readonly JsonRecord[], type: 'text' | 'thinking'): string {
  return blocks
    .filter((block) => member(block, 'type') === type)
    .map((block) => member(block, type))
    .filter((text) => typeof text === 'string')
    .join('')
}

function callOf(block: JsonRecord): ChatToolCall | undefined {
  const [id, name] = [member(block, 'id'), member(block, 'name')]
  const input = jsonOfRecord(recordOf(member(block, 'input')))
  if (typeof id !== 'string' || typeof name !== 'string' || input === undefined) return undefined
  return { id, type: 'function', function: { name, arguments: input } }
}

/** Why the model declined, from a message or the delta of one. */
export function explanationIn(message: JsonRecord): string | undefined {
  const explanation = member(recordOf(member(message, 'stop_details')), 'explanation')
  return typeof explanation === 'string' && explanation !== '' ? explanation : undefined
}
