import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { chatRequestOfMessages } from '../../../src/route/anthropic/chat-request-of-messages.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
import { messagesRequestOfChat } from '../../../src/route/anthropic/messages-request-of-chat.ts'
import { chatSse, dataOf, messagesSse } from './stream.ts'

const FIXTURES = 'fixtures/route/anthropic'

const CLAUDE = { model: 'claude-opus-4-6', maxOutput: 128_000 }

const GPT = { model: 'gpt-5', limitMember: 'max_completion_tokens', reasons: true } as const

/** Each folder of fixtures, and how what stands in it comes out. */
const TRANSLATIONS: Record<string, (text: string) => string> = {
  'chat-requests': (text) => json(messagesRequestOfChat(JSON.parse(text), CLAUDE)),
  messages: (text) => json(chatCompletionOfMessage(JSON.parse(text), 1_700_000_000)),
  'message-streams': (text) => chatSse(dataOf(text)),
  'messages-requests': (text) => json(chatRequestOfMessages(JSON.parse(text), GPT)),
  completions: (text) => json(messageOfChatCompletion(JSON.parse(text))),
  'chat-streams': (text) => messagesSse(dataOf(text)),
}

describe.each(Object.entries(TRANSLATIONS))('%s', (folder, translation) => {
  const files = readdirSync(`${FIXTURES}/${folder}`).filter((file) => !file.endsWith('.out'))

  test.each(files)('%s is translated as its golden says', async (file) => {
    const path = `${FIXTURES}/${folder}/${file}`
    await expect(translation(readFileSync(path, 'utf8'))).toMatchFileSnapshot(
      `../../../${path.replace(/\.\w+$/, '.out')}`,
    )
  })
})

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
