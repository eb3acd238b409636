import { recordOf } from '../../catalog/json-data.ts'
import type { ChatChunk } from '../anthropic/chat.ts'
import {
  type ChatStreamSettings,
  chatStreamOfMessages,
} from '../anthropic/chat-stream-of-messages.ts'
import { textOfChatChunk, textOfMessagesEvent } from '../anthropic/event-text.ts'
import type { MessagesEvent } from '../anthropic/messages.ts'
import { messagesStreamOfChat } from '../anthropic/messages-stream-of-chat.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import type { StreamTranslation } from './translated-rendering.ts'

/** A stream of Anthropic's for a client of Chat Completions. */
export function chatOfMessages(settings: ChatStreamSettings): StreamTranslation<ChatChunk> {
  const translator = chatStreamOfMessages(settings)
  return {
    take: ({ data }) => translator.take(parsedJson(data)),
    // Whoever closes behind the reason to stop has said all but this.
    close: () => translator.take({ type: 'message_stop' }),
    textOf: textOfChatChunk,
    lastEvent: 'data: [DONE]\n\n',
  }
}

/** A stream of chat chunks for a client of the Messages API. */
export function messagesOfChat(): StreamTranslation<MessagesEvent> {
  const translator = messagesStreamOfChat()
  return {
    take: ({ data }) =>
      data.trim() === '[DONE]' ? translator.end() : translator.take(chunkIn(data)),
    close: () => translator.end(),
    textOf: textOfMessagesEvent,
    lastEvent: undefined,
  }
}

/** Usage alone comes from some without the empty choices beside it. */
function chunkIn(data: string): unknown {
  const chunk = recordOf(parsedJson(data))
  return Array.isArray(chunk.choices) ? chunk : { ...chunk, choices: [] }
}
