import type { ChatChunk } from './chat.ts'
import type { MessagesEvent } from './messages.ts'
import type { MessagesErrorBody } from './upstream-error.ts'

/** A chunk as a server-sent event; behind the last one belongs `data: [DONE]`. */
export function textOfChatChunk(chunk: ChatChunk): string {
  return `data: ${JSON.stringify(chunk)}\n\n`
}

/** An event of the Messages API as a server-sent event: its clients read the name. */
export function textOfMessagesEvent(event: MessagesEvent | MessagesErrorBody): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
