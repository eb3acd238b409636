import { ok, type Result } from '../../base/result.ts'
import { known } from '../../catalog/json-data.ts'
import type { ChatRequest } from '../anthropic/chat.ts'
import { chatRequestOfMessages } from '../anthropic/chat-request-of-messages.ts'
import { messagesRequestOfChat } from '../anthropic/messages-request-of-chat.ts'
import type { Translated, Untranslatable } from '../anthropic/translation.ts'
import type { Spliced } from '../splice/parts.ts'
import { servedModelOf } from './call-target.ts'
import { hostTraits } from './host-traits.ts'
import type { RequestBody, SpokenTarget } from './outgoing.ts'
import { textOfSpliced } from './spliced-text.ts'

/**
 * A body in the interface that the target speaks: a chat request for Anthropic, a Messages request
 * for anyone else.
 *
 * @param said the client's body, after the edits of the policy, without what is said to the router.
 */
export function translatedRequest(
  said: Spliced,
  target: SpokenTarget,
): Result<Omit<RequestBody, 'usageFor'>, Untranslatable> {
  const request: unknown = JSON.parse(textOfSpliced(said))
  const made = target.api === 'messages' ? messagesFor(request, target) : chatFor(request, target)
  if (!made.ok) return made
  const bytes = UTF_8.encode(JSON.stringify(made.value.body))
  return ok({ body: { parts: [bytes], length: bytes.length }, dropped: made.value.dropped })
}

const UTF_8 = new TextEncoder()

function messagesFor(request: unknown, { candidate }: SpokenTarget) {
  const maxOutput = candidate.capabilities?.max_output
  return messagesRequestOfChat(request, {
    model: servedModelOf(candidate),
    ...known({ maxOutput: typeof maxOutput === 'number' ? maxOutput : undefined }),
  })
}

function chatFor(
  request: unknown,
  { candidate, baseUrl }: SpokenTarget,
): Result<Translated<ChatRequest>, Untranslatable> {
  const { limitMember, streamOptions } = hostTraits(baseUrl)
  const chat = chatRequestOfMessages(request, {
    model: servedModelOf(candidate),
    limitMember,
    reasons: candidate.capabilities?.supports_reasoning === true,
  })
  if (!chat.ok || streamOptions === 'taken') return chat
  const { stream_options: _, ...body } = chat.value.body
  return ok({ ...chat.value, body })
}
