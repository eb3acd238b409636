import { isJsonRecord, member } from '../../catalog/json-data.ts'
import { withoutOwnMembers } from '../dialect/own-members.ts'
import type { Body } from '../splice/body.ts'
import { type Edit, splice } from '../splice/splice.ts'
import { type Conversation, textOfPart } from './conversation.ts'
import type { ReadyNode } from './schedule.ts'

/**
 * The body that a node is called with: that of the request, whose other members stay as they are,
 * with messages of its own. The node is told the whole conversation, as an agent has to be.
 *
 * What shapes the answer as the client takes it is left to the node that answers: the others answer
 * in one piece, and as text.
 */
export function nodeBody(body: Body, conversation: Conversation, ready: ReadyNode): Uint8Array {
  const messages = JSON.stringify(messagesFor(conversation, ready))
  const edits: readonly Edit[] = [
    { kind: 'set', name: 'messages', json: messages },
    ...withoutOwnMembers(body),
    ...(ready.answers ? [] : INNER_EDITS),
  ]
  const { parts, length } = splice(body, edits)
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const INNER_EDITS: readonly Edit[] = [
  ...['stream', 'stream_options', 'n', 'response_format', 'tool_choice', 'logprobs'],
  ...['top_logprobs', 'modalities', 'audio', 'prediction'],
].map((name) => ({ kind: 'remove', name }))

/**
 * The instructions of the node first, then the conversation. A node that takes what the flow was
 * asked is asked in its place; one that takes other answers alone is asked behind it.
 */
function messagesFor(
  { messages, input, asked }: Conversation,
  { node, prompt, readsInput }: ReadyNode,
): readonly unknown[] {
  const system = node.system === '' ? [] : [{ role: 'system', content: node.system }]
  if (readsInput && prompt === input) return [...system, ...messages]
  if (!readsInput || asked < messages.length - 1) {
    return [...system, ...messages, { role: 'user', content: prompt }]
  }
  return [...system, ...messages.slice(0, asked), withText(messages[asked], prompt)]
}

/** The message with another text; its images and the like stay. */
function withText(message: unknown, text: string): unknown {
  const content = isJsonRecord(message) ? member(message, 'content') : undefined
  const others = Array.isArray(content)
    ? content.filter((part) => textOfPart(part) === undefined)
    : []
  const own = isJsonRecord(message) ? message : {}
  return {
    ...own,
    content: others.length === 0 ? text : [...others, { type: 'text', text }],
  }
}
