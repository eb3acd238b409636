import { isJsonRecord, type JsonRecord, member, recordOf } from '../../catalog/json-data.ts'
import { blocksOfParts } from './blocks-of-parts.ts'
import { recordOfJson, textIn } from './json-text.ts'
import type {
  Block,
  TextBlock,
  ThoughtBlock,
  ToolResultBlock,
  ToolUseBlock,
  Turn,
} from './messages.ts'
import { toolUseId } from './tool-use-id.ts'
import type { Notes } from './translation.ts'

export interface Conversation {
  readonly system: readonly TextBlock[]
  /** Of alternating roles. */
  readonly turns: readonly Turn[]
}

/**
 * The messages of a chat as turns: what one role says in several messages is one turn, and the
 * results of tools are said by the user. Messages without content are left out, since the Messages
 * API takes none.
 *
 * A tool call whose arguments are no JSON object is refused. Whatever were made of it, the model
 * would read that it had called with something else than it did; a model that takes text takes it.
 */
export function conversationOfChat(value: unknown, notes: Notes): Conversation {
  const system: TextBlock[] = []
  const turns: TurnDraft[] = []
  if (!Array.isArray(value)) notes.refuse('messages', 'expected a list of messages')
  const messages: readonly unknown[] = Array.isArray(value) ? value : []
  for (const [index, each] of messages.entries()) {
    const { role, blocks } = saidIn(recordOf(each), `messages[${index}]`, notes)
    for (const block of blocks) {
      if (role === 'assistant' || role === 'user') addToTurn(turns, { role, block })
      else if (block.type === 'text') system.push(block)
    }
  }
  if (turns.length === 0) notes.refuse('messages', 'nothing is said but by the system')
  return { system, turns }
}

interface TurnDraft {
  readonly role: Turn['role']
  readonly content: Block[]
}

function addToTurn(
  turns: TurnDraft[],
  { role, block }: { readonly role: Turn['role']; readonly block: Block },
): void {
  const last = turns.at(-1)
  if (last?.role === role) last.content.push(block)
  else turns.push({ role, content: [block] })
}

interface Said {
  readonly role: 'system' | 'user' | 'assistant'
  readonly blocks: readonly Block[]
}

function saidIn(message: JsonRecord, place: string, notes: Notes): Said {
  if (typeof member(message, 'name') === 'string') notes.drop(`${place}.name`)
  const content = () => blocksOfParts(member(message, 'content'), `${place}.content`, notes)
  switch (member(message, 'role')) {
    case 'system':
    case 'developer':
      return { role: 'system', blocks: textsOnly(content(), `${place}.content`, notes) }
    case 'user':
      return { role: 'user', blocks: content() }
    case 'assistant':
      return {
        role: 'assistant',
        blocks: [
          ...thoughtsOf(message),
          ...content(),
          ...blocksOfParts(member(message, 'refusal'), `${place}.refusal`, notes),
          ...callsOf(message, place, notes),
        ],
      }
    case 'tool':
      return { role: 'user', blocks: [resultOf(message, content(), { place, notes })] }
    default:
      notes.refuse(
        `${place}.role`,
        'expected a role of a system, developer, user, assistant or tool',
      )
      return { role: 'user', blocks: [] }
  }
}

function textsOnly(blocks: readonly Block[], place: string, notes: Notes): readonly Block[] {
  if (blocks.some(({ type }) => type !== 'text')) notes.refuse(place, 'a system says only text')
  return blocks
}

/** Only what is signed or sealed can be carried back; words of others would be refused. */
function thoughtsOf(message: JsonRecord): readonly ThoughtBlock[] {
  const blocks = member(message, 'thinking_blocks')
  return Array.isArray(blocks) ? blocks.flatMap((block) => thoughtOf(recordOf(block)) ?? []) : []
}

/** A block of thinking as it is sent back, or undefined for what is not signed. */
export function thoughtOf(block: JsonRecord): ThoughtBlock | undefined {
  const [type, thinking] = [member(block, 'type'), member(block, 'thinking')]
  const [signature, data] = [member(block, 'signature'), member(block, 'data')]
  if (type === 'redacted_thinking' && typeof data === 'string') return { type, data }
  if (type !== 'thinking' || typeof thinking !== 'string') return undefined
  if (typeof signature !== 'string' || signature === '') return undefined
  return { type, thinking, signature }
}

function callsOf(message: JsonRecord, place: string, notes: Notes): readonly ToolUseBlock[] {
  if (isJsonRecord(member(message, 'function_call'))) {
    notes.refuse(`${place}.function_call`, 'write `tool_calls` instead')
  }
  const calls = member(message, 'tool_calls')
  if (!Array.isArray(calls)) return []
  return calls.map((call: unknown, index) =>
    callOf(recordOf(call), `${place}.tool_calls[${index}]`, notes),
  )
}

function callOf(call: JsonRecord, place: string, notes: Notes): ToolUseBlock {
  const called = recordOf(member(call, 'function'))
  const [id, name] = [textIn(call, 'id'), textIn(called, 'name')]
  if (id === '') notes.refuse(`${place}.id`, 'expected a text')
  if (name === '') notes.refuse(`${place}.function.name`, 'expected a text')
  const written = member(called, 'arguments')
  // A tool without parameters is often called with no text at all.
  const input = recordOfJson(typeof written === 'string' && written.trim() !== '' ? written : '{}')
  const isText = written === undefined || written === null || typeof written === 'string'
  if (input === undefined || !isText) {
    notes.refuse(`${place}.function.arguments`, 'expected the text of a JSON object')
  }
  return { type: 'tool_use', id: toolUseId(id), name, input: input ?? {} }
}

interface Spot {
  readonly place: string
  readonly notes: Notes
}

function resultOf(
  message: JsonRecord,
  blocks: readonly Block[],
  { place, notes }: Spot,
): ToolResultBlock {
  const id = textIn(message, 'tool_call_id')
  if (id === '') notes.refuse(`${place}.tool_call_id`, 'expected a text')
  const content = blocks.filter(
    (block) => block.type === 'text' || block.type === 'image' || block.type === 'document',
  )
  return { type: 'tool_result', tool_use_id: toolUseId(id), content }
}
