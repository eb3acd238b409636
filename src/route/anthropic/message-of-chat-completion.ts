import { err, ok, type Result } from '../../base/result.ts'
import { type JsonRecord, listOf, member, recordOf } from '../../catalog/json-data.ts'
import { thoughtOf } from './conversation-of-chat.ts'
import { stopReasonOf } from './finish-reason.ts'
import { recordOfJson, textIn } from './json-text.ts'
import type { AnswerBlock, Message, ToolUseBlock } from './messages.ts'
import { spokenIn } from './spoken.ts'
import { toolUseId } from './tool-use-id.ts'
import { errorOfChat, malformed, type UpstreamError } from './upstream-error.ts'
import { messagesUsageOf } from './usage.ts'

/**
 * A chat completion as a message, or why it is no completion. A call whose arguments are no JSON
 * object makes it none: a message cannot hold them, and an empty object in their place would run a
 * tool with what nobody wrote.
 */
export function messageOfChatCompletion(body: unknown): Result<Message, UpstreamError> {
  const completion = recordOf(body)
  if ((member(completion, 'error') ?? undefined) !== undefined) return err(errorOfChat(completion))
  const choice = recordOf(listOf(member(completion, 'choices'))[0])
  const finishReason = member(choice, 'finish_reason')
  if (typeof finishReason !== 'string') {
    return err(malformed('the answer has no choice that finished'))
  }
  const message = recordOf(member(choice, 'message'))
  const id = textIn(completion, 'id')
  const called = listOf(member(message, 'tool_calls'))
  const calls = called.map((call, index) => callOf(recordOf(call), `${id}-${index}`))
  const blocks = calls.filter((call) => call !== undefined)
  if (blocks.length < calls.length) return err(malformed('a tool is called without JSON'))
  const [spoken, refusal] = [spokenIn(message), textIn(message, 'refusal')]
  if (spoken === undefined) return err(malformed('the content of the answer cannot be read'))
  const reason = stopReasonOf(finishReason, blocks.length > 0 ? 'tools' : 'nothing')
  return ok({
    id: id === '' ? 'message' : id,
    type: 'message',
    role: 'assistant',
    model: textIn(completion, 'model'),
    content: [
      ...thoughtsOf(message, spoken.thinking),
      ...textBlocks(spoken.text + refusal),
      ...blocks,
    ],
    stop_reason: refusal === '' ? reason : 'refusal',
    stop_sequence: null,
    usage: messagesUsageOf(member(completion, 'usage')),
  })
}

/** The signed blocks where there are any, and else the words without a signature. */
function thoughtsOf(message: JsonRecord, thinking: string): readonly AnswerBlock[] {
  const signed = listOf(member(message, 'thinking_blocks'))
  const blocks = signed.flatMap((block) => thoughtOf(recordOf(block)) ?? [])
  if (blocks.length > 0 || thinking === '') return blocks
  return [{ type: 'thinking', thinking, signature: '' }]
}

function textBlocks(text: string): readonly AnswerBlock[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

function callOf(call: JsonRecord, freeId: string): ToolUseBlock | undefined {
  const called = recordOf(member(call, 'function'))
  const [name, written] = [textIn(called, 'name'), member(called, 'arguments') ?? '']
  if (typeof written !== 'string') return undefined
  const input = recordOfJson(written.trim() === '' ? '{}' : written)
  if (name === '' || input === undefined) return undefined
  return { type: 'tool_use', id: toolUseId(textIn(call, 'id') || freeId), name, input }
}
