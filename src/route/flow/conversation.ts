import { err, ok, type Result } from '../../base/result.ts'
import { isJsonRecord, member } from '../../catalog/json-data.ts'
import type { RouterError } from '../router-error.ts'
import { type Body, memberOf, memberValue } from '../splice/body.ts'

/** What a flow is asked, and the conversation that it stands in. */
export interface Conversation {
  /** The messages as the client sent them. */
  readonly messages: readonly unknown[]
  /** The text of the last message of the user: what the input of the flow gives. */
  readonly input: string
  /** Where that message stands; behind it may be calls of tools, and what came of them. */
  readonly asked: number
}

/** The conversation of a Chat request, or why no flow can be run for it. */
export function conversationOf(body: Body): Result<Conversation, RouterError> {
  const member = memberOf(body, 'messages')
  const bytes = member === undefined ? 0 : member.valueEnd - member.valueStart
  if (bytes > MOST_BYTES) {
    return refuse(
      `\`messages\` has ${bytes} bytes, and a flow, each step of which is told all of it, takes ${MOST_BYTES}: shorten it`,
    )
  }
  const messages = memberValue(body, 'messages')
  if (!Array.isArray(messages)) {
    return refuse('a flow wants `messages`, a list with at least one message of the user in it')
  }
  const asked = messages.findLastIndex((each) => isJsonRecord(each) && each.role === 'user')
  if (asked < 0) {
    return refuse(
      '`messages` has no message of the user, and a flow is asked what the last one says',
    )
  }
  return ok({ messages, input: textOf(messages[asked]), asked })
}

/** Nodes run beside each other, and each holds a copy for as long as it does. */
const MOST_BYTES = 4_194_304

function refuse(message: string): Result<never, RouterError> {
  return err({ code: 'invalid_flow', message, param: 'messages' })
}

/** The text of a message, whose content is a text or a list of parts. */
function textOf(message: unknown): string {
  const content = isJsonRecord(message) ? member(message, 'content') : undefined
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.flatMap((part) => textOfPart(part) ?? []).join('\n')
}

/** Undefined for a part that is no text, such as an image. */
export function textOfPart(part: unknown): string | undefined {
  if (!isJsonRecord(part) || part.type !== 'text') return undefined
  return typeof part.text === 'string' ? part.text : undefined
}
