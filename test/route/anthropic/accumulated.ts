import type { ChatChunk, ChatDelta } from '../../../src/route/anthropic/chat.ts'
import type { Message, MessagesEvent } from '../../../src/route/anthropic/messages.ts'

/** The message that the events of a stream build, as its clients build it. */
export function messageOf(events: readonly MessagesEvent[]): unknown {
  let message: Message | undefined
  const blocks: Record<string, unknown>[] = []
  const written: string[] = []
  for (const event of events) {
    if (event.type === 'message_start') message = event.message
    else if (event.type === 'content_block_start') blocks.push({ ...event.content_block })
    else if (event.type === 'content_block_delta') {
      const { delta, index } = event
      const block = blocks[index] ?? {}
      if (delta.type === 'text_delta') block.text += delta.text
      else if (delta.type === 'thinking_delta') block.thinking += delta.thinking
      else written[index] = (written[index] ?? '') + delta.partial_json
    } else if (event.type === 'message_delta' && message !== undefined) {
      message = { ...message, ...event.delta, usage: event.usage }
    }
  }
  for (const [index, text] of written.entries()) {
    const block = blocks[index]
    if (block !== undefined && text !== undefined) block.input = JSON.parse(text)
  }
  return { ...message, content: blocks }
}

/** The chat completion that the chunks of a stream build, as its clients build it. */
export function completionOf(chunks: readonly ChatChunk[]): unknown {
  const message: Record<string, unknown> = { role: 'assistant', content: null, refusal: null }
  const calls: { id: string; type: string; function: { name: string; arguments: string } }[] = []
  let [finish_reason, usage]: unknown[] = [null, null]
  for (const chunk of chunks) {
    usage = chunk.usage ?? usage
    for (const choice of chunk.choices) {
      finish_reason = choice.finish_reason ?? finish_reason
      addDelta(message, choice.delta)
      for (const { index, ...call } of choice.delta.tool_calls ?? []) {
        const known = calls[index]
        if (known !== undefined) known.function.arguments += call.function.arguments
        else {
          const { name = '', arguments: text } = call.function
          calls[index] = {
            id: call.id ?? '',
            type: 'function',
            function: { name, arguments: text },
          }
        }
      }
    }
  }
  if (calls.length > 0) message.tool_calls = calls
  const [first] = chunks
  const { id, created, model } = first ?? {}
  const choices = [{ index: 0, message, logprobs: null, finish_reason }]
  return { id, object: 'chat.completion', created, model, choices, usage }
}

function addDelta(message: Record<string, unknown>, delta: ChatDelta): void {
  for (const name of ['content', 'reasoning_content', 'refusal'] as const) {
    const text = delta[name]
    if (text !== undefined && text !== '') message[name] = `${message[name] ?? ''}${text}`
  }
  if (delta.thinking_blocks !== undefined) message.thinking_blocks = delta.thinking_blocks
}
