import { chatCompletionOfMessage } from '../anthropic/chat-completion-of-message.ts'
import { messageOfChatCompletion } from '../anthropic/message-of-chat-completion.ts'
import type { Api } from '../classify/check-answer.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import type { ReceivedAnswer } from './whole-answer.ts'

/**
 * An answer of that interface in the words of the other: a message as a chat completion, or the
 * other way. Undefined where it cannot be said there, as a tool call whose arguments are no JSON.
 */
export function translatedAnswer(
  api: Api,
  { bytes, createdSeconds }: ReceivedAnswer,
): Uint8Array | undefined {
  const answer = parsedJson(new TextDecoder().decode(bytes))
  const made =
    api === 'messages'
      ? chatCompletionOfMessage(answer, createdSeconds)
      : messageOfChatCompletion(answer)
  return made.ok ? new TextEncoder().encode(JSON.stringify(made.value)) : undefined
}
