import type { ChatChunk } from '../../../src/route/anthropic/chat.ts'
import { chatStreamOfMessages } from '../../../src/route/anthropic/chat-stream-of-messages.ts'
import { textOfChatChunk, textOfMessagesEvent } from '../../../src/route/anthropic/event-text.ts'
import type { MessagesEvent } from '../../../src/route/anthropic/messages.ts'
import { messagesStreamOfChat } from '../../../src/route/anthropic/messages-stream-of-chat.ts'
import type {
  StreamPart,
  StreamTranslator,
} from '../../../src/route/anthropic/stream-translator.ts'
import { messagesErrorBody } from '../../../src/route/anthropic/upstream-error.ts'

/** The data of each event of a stream, with `[DONE]` left as it is. */
export function dataOf(sse: string): readonly string[] {
  return sse
    .split('\n\n')
    .map((event) => /^data: (.*)$/m.exec(event)?.[1])
    .filter((data) => data !== undefined)
}

/** Feeds the events one after the other, `[DONE]` and the end of the stream as what they are. */
export function translated<Event>(
  data: readonly string[],
  translator: StreamTranslator<Event>,
): readonly StreamPart<Event>[] {
  const parts = data.flatMap((each) =>
    each === '[DONE]' ? translator.end() : translator.take(JSON.parse(each)),
  )
  return [...parts, ...translator.end()]
}

/** What the client of Chat Completions gets for a stream of the Messages API. */
export function chatSse(data: readonly string[]): string {
  const translator = chatStreamOfMessages({ created: 1_700_000_000, includesUsage: true })
  return translated(data, translator).map(textOfChatPart).join('')
}

/** What the client of the Messages API gets for a stream of Chat Completions. */
export function messagesSse(data: readonly string[]): string {
  return translated(data, messagesStreamOfChat()).map(textOfMessagesPart).join('')
}

function textOfChatPart(part: StreamPart<ChatChunk>): string {
  if (part.kind === 'event') return textOfChatChunk(part.event)
  if (part.kind === 'done') return 'data: [DONE]\n\n'
  const { message, type, kind } = part.error
  return `data: ${JSON.stringify({ error: { message, type, code: kind, param: null } })}\n\n`
}

function textOfMessagesPart(part: StreamPart<MessagesEvent>): string {
  if (part.kind === 'event') return textOfMessagesEvent(part.event)
  return part.kind === 'done' ? '' : textOfMessagesEvent(messagesErrorBody(part.error))
}
