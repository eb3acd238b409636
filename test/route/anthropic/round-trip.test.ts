import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { chatRequestOfMessages } from '../../../src/route/anthropic/chat-request-of-messages.ts'
import { chatStreamOfMessages } from '../../../src/route/anthropic/chat-stream-of-messages.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
import { messagesRequestOfChat } from '../../../src/route/anthropic/messages-request-of-chat.ts'
import { messagesStreamOfChat } from '../../../src/route/anthropic/messages-stream-of-chat.ts'
import type { StreamPart } from '../../../src/route/anthropic/stream-translator.ts'
import { runs } from '../../runs.ts'
import { completionOf, messageOf } from './accumulated.ts'
import { arbitraryChatRequest, arbitraryCompletion, arbitraryMessage } from './arbitrary.ts'
import { chunksOf, eventsOf } from './events-of-whole.ts'

const CREATED = 1_700_000_000

test('a chat request that both can say comes back as it was', () => {
  fc.assert(
    fc.property(arbitraryChatRequest, (chat) => {
      const there = messagesRequestOfChat(chat, { model: 'claude-3-5-haiku-latest' })
      const body = there.ok ? there.value.body : there
      const limitMember = 'max_tokens'
      const back = chatRequestOfMessages(body, { model: chat.model, limitMember, reasons: false })
      expect(back).toEqual({ ok: true, value: { body: chat, dropped: [] } })
    }),
    runs(100),
  )
})

test('a message comes back as it was, signed thoughts included', () => {
  fc.assert(
    fc.property(arbitraryMessage, (message) => {
      const there = chatCompletionOfMessage(message, CREATED)
      expect(messageOfChatCompletion(there.ok && there.value)).toEqual({ ok: true, value: message })
    }),
    runs(100),
  )
})

test('a streamed message is the completion of the whole, however it is cut', () => {
  fc.assert(
    fc.property(arbitraryMessage, fc.infiniteStream(fc.nat(9)), (message, cuts) => {
      const whole = chatCompletionOfMessage(message, CREATED)
      const stream = chatStreamOfMessages({ created: CREATED, includesUsage: true })
      const parts = eventsOf(message, cuts).flatMap((event) => stream.take(event))
      expect(parts.at(-1)).toEqual({ kind: 'done' })
      expect({ ok: true, value: completionOf(sent(parts)) }).toEqual(whole)
    }),
    runs(100),
  )
})

test('a streamed completion is the message of the whole, however it is cut', () => {
  fc.assert(
    fc.property(arbitraryCompletion, fc.infiniteStream(fc.nat(9)), (completion, cuts) => {
      const stream = messagesStreamOfChat()
      const parts = chunksOf(completion, cuts).flatMap((chunk) => stream.take(chunk))
      const events = sent([...parts, ...stream.end()])
      const whole = messageOfChatCompletion(completion)
      expect({ ok: true, value: messageOf(events) }).toEqual(whole)
    }),
    runs(100),
  )
})

function sent<Event>(parts: readonly StreamPart<Event>[]): readonly Event[] {
  return parts.flatMap((part) => (part.kind === 'event' ? [part.event] : []))
}
