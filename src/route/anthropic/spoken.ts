import { type JsonRecord, member, recordOf } from '../../catalog/json-data.ts'
import { textIn } from './json-text.ts'

/** What a message of a chat model, or a piece of one, says aloud and thinks. */
export interface Spoken {
  readonly thinking: string
  readonly text: string
}

/**
 * Reads a chat message or the delta of one, or answers undefined for content that it cannot read.
 * Thoughts are a member of their own under one of two names, or, with Mistral, parts of a content
 * that is a list.
 */
export function spokenIn(message: JsonRecord): Spoken | undefined {
  let thinking = textIn(message, 'reasoning_content') || textIn(message, 'reasoning')
  let text = ''
  const content = member(message, 'content') ?? ''
  if (typeof content === 'string') return { thinking, text: content }
  if (!Array.isArray(content)) return undefined
  for (const part of content.map(recordOf)) {
    const type = textIn(part, 'type')
    const said = textOf(member(part, type))
    if (said === undefined) return undefined
    if (type === 'thinking') thinking += said
    else text += said
  }
  return { thinking, text }
}

/** A part holds its text under the name of its type; thoughts are parts again, of texts. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const texts = value.map((part: unknown) => member(recordOf(part), 'text'))
  return texts.every((text) => typeof text === 'string') ? texts.join('') : undefined
}
