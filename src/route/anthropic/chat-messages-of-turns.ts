import {
  isJsonRecord,
  type JsonRecord,
  known,
  listOf,
  member,
  recordOf,
} from '../../catalog/json-data.ts'
import type { AssistantMessage, ChatMessage, ChatPart, ChatToolCall } from './chat.ts'
import { jsonOfRecord, textIn } from './json-text.ts'
import type { Notes } from './translation.ts'

/**
 * `system` and `messages` of a Messages request as chat messages. The system is one message, its
 * blocks parted by blank lines: many models take one text and no more. Results of tools are
 * messages of their own, before what else the turn says; since a tool can say only text in chat,
 * images in its results stand in the message of the user behind them.
 *
 * Thoughts that Anthropic signed mean nothing to others and are left out. Those without a signature
 * came from a model that thinks in `reasoning_content`, and go back there: some insist on it.
 */
export function chatMessagesOfTurns(request: JsonRecord, notes: Notes): readonly ChatMessage[] {
  const system = member(request, 'system') ?? undefined
  const said = system === undefined ? '' : textOf(system, 'system', notes)
  const turns = member(request, 'messages')
  if (!Array.isArray(turns) || turns.length === 0) notes.refuse('messages', 'expected messages')
  const rest = listOf(turns).flatMap((turn, index) =>
    messagesOfTurn(recordOf(turn), `messages[${index}]`, notes),
  )
  return said === '' ? rest : [{ role: 'system', content: said }, ...rest]
}

function messagesOfTurn(turn: JsonRecord, place: string, notes: Notes): readonly ChatMessage[] {
  const content = member(turn, 'content')
  switch (member(turn, 'role')) {
    case 'user':
      return messagesOfUser(blocksOf(content, `${place}.content`, notes), notes)
    case 'assistant':
      return [messageOfAssistant(blocksOf(content, `${place}.content`, notes), notes)]
    case 'system':
      return [{ role: 'system', content: textOf(content, `${place}.content`, notes) }]
    default:
      notes.refuse(`${place}.role`, 'expected a role of `user`, `assistant` or `system`')
      return []
  }
}

interface PlacedBlock {
  readonly place: string
  readonly type: unknown
  readonly block: JsonRecord
}

/** A text is short for one block of text. */
function blocksOf(content: unknown, place: string, notes: Notes): readonly PlacedBlock[] {
  if (typeof content === 'string') {
    return [{ place, type: 'text', block: { type: 'text', text: content } }]
  }
  if (!Array.isArray(content)) {
    notes.refuse(place, 'expected a text or a list of blocks')
    return []
  }
  return content.map((each: unknown, index) => {
    const block = recordOf(each)
    const isText = member(block, 'type') === 'text'
    if (isText && typeof member(block, 'text') !== 'string') {
      notes.refuse(`${place}[${index}].text`, 'expected a text')
    }
    if (isJsonRecord(member(block, 'cache_control'))) notes.drop('cache_control')
    return { place: `${place}[${index}]`, type: member(block, 'type'), block }
  })
}

function textOf(content: unknown, place: string, notes: Notes): string {
  const parts = blocksOf(content, place, notes).flatMap((each) => partOf(each, notes) ?? [])
  if (parts.some(({ type }) => type !== 'text')) notes.refuse(place, 'a system says only text')
  return joinedTexts(parts)
}

function joinedTexts(parts: readonly ChatPart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}

function messagesOfUser(blocks: readonly PlacedBlock[], notes: Notes): readonly ChatMessage[] {
  const results: ChatMessage[] = []
  const parts: ChatPart[] = []
  for (const each of blocks) {
    if (each.type === 'tool_result') {
      const found = partsOfResult(each, notes)
      results.push({
        role: 'tool',
        tool_call_id: textIn(each.block, 'tool_use_id'),
        content: joinedTexts(found),
      })
      for (const part of found) if (part.type !== 'text') parts.push(part)
    } else {
      const part = partOf(each, notes)
      if (part !== undefined) parts.push(part)
    }
  }
  if (parts.length === 0) return results
  const [first] = parts
  const isText = parts.length === 1 && first?.type === 'text'
  return [...results, { role: 'user', content: isText ? first.text : parts }]
}

function partsOfResult({ place, block }: PlacedBlock, notes: Notes): readonly ChatPart[] {
  if (textIn(block, 'tool_use_id') === '') {
    notes.refuse(`${place}.tool_use_id`, 'expected a text')
  }
  // What a failed tool says is told as it is; that it failed has no member.
  if (member(block, 'is_error') === true) notes.drop(`${place}.is_error`)
  const content = member(block, 'content') ?? []
  return blocksOf(content, `${place}.content`, notes).flatMap((each) => partOf(each, notes) ?? [])
}

function partOf({ place, type, block }: PlacedBlock, notes: Notes): ChatPart | undefined {
  if (type === 'text') return { type, text: textIn(block, 'text') }
  const source = recordOf(member(block, 'source'))
  const [kind, data, url] = [member(source, 'type'), textIn(source, 'data'), textIn(source, 'url')]
  const media = textIn(source, 'media_type')
  if (type === 'image' && kind === 'url' && url !== '') {
    return { type: 'image_url', image_url: { url } }
  }
  const inline = `data:${media};base64,${data}`
  const isInline = kind === 'base64' && data !== '' && media !== ''
  if (type === 'image' && isInline) return { type: 'image_url', image_url: { url: inline } }
  if (type === 'document' && kind === 'text' && data !== '') return { type: 'text', text: data }
  if (type === 'document' && isInline) {
    const filename = textIn(block, 'title') || 'document.pdf'
    return { type: 'file', file: { filename, file_data: inline } }
  }
  notes.refuse(place, 'Chat Completions have no part for a block of this type')
  return undefined
}

function messageOfAssistant(blocks: readonly PlacedBlock[], notes: Notes): AssistantMessage {
  const tool_calls: ChatToolCall[] = []
  let [text, thoughts] = ['', '']
  for (const each of blocks) {
    if (each.type === 'text') text += textIn(each.block, 'text')
    else if (each.type === 'tool_use') tool_calls.push(callOf(each, notes))
    else if (each.type === 'redacted_thinking') notes.drop('redacted_thinking')
    else if (each.type !== 'thinking') {
      notes.refuse(each.place, 'Chat Completions have no counterpart of a block of this type')
    } else if (member(each.block, 'signature')) notes.drop('thinking blocks')
    else thoughts += textIn(each.block, 'thinking')
  }
  return {
    role: 'assistant',
    content: text === '' && tool_calls.length > 0 ? null : text,
    ...known({
      tool_calls: tool_calls.length === 0 ? undefined : tool_calls,
      reasoning_content: thoughts === '' ? undefined : thoughts,
    }),
  }
}

function callOf({ place, block }: PlacedBlock, notes: Notes): ChatToolCall {
  const [id, name, input] = [textIn(block, 'id'), textIn(block, 'name'), member(block, 'input')]
  const written = isJsonRecord(input) ? jsonOfRecord(input) : undefined
  if (id === '' || name === '' || written === undefined) {
    notes.refuse(place, 'expected an id, a name and an input that is an object')
  }
  return { id, type: 'function', function: { name, arguments: written ?? '{}' } }
}
