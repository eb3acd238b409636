import type { Chat, Message } from './chat.ts'
import type { Desk } from './desk.ts'

export interface Staff {
  readonly chat: Chat
  readonly desk: Desk
}

/** A message that was added to a conversation. */
export interface Said {
  readonly message: Message
  /** The model, or the tool. */
  readonly by: string
  /** Of what a model said: the identity of the router's receipt. */
  readonly receipt?: string
}

/** Calls of models for one reply; in the last one no tool is called any more. */
const MOST_CALLS = 6

/**
 * Answers the last message of a customer: whatever is said on the way, message after message, the
 * last of them in words. Each call is decided by the router anew, so one conversation may have
 * several models; all of them are told everything that was said.
 */
export async function* reply(
  conversation: readonly Message[],
  { chat, desk }: Staff,
): AsyncGenerator<Said> {
  const messages = [...conversation]
  for (let call = 1; call <= MOST_CALLS; call += 1) {
    const { choices, x_router } = await chat({
      model: 'policy:support',
      messages,
      tools: desk.tools,
      tool_choice: call < MOST_CALLS ? 'auto' : 'none',
      max_completion_tokens: 1000,
    })
    for (const { message } of choices) {
      messages.push(message)
      yield { message, by: x_router.model, receipt: x_router.receipt }
    }
    const wanted = choices.flatMap(({ message }) => message.tool_calls ?? [])
    if (wanted.length === 0) return
    for (const { id, function: action } of wanted) {
      const content = JSON.stringify(desk.run(action))
      const message: Message = { role: 'tool', tool_call_id: id, content }
      messages.push(message)
      yield { message, by: action.name }
    }
  }
}
