import { type JsonRecord, listOf, member, recordOf } from '../../../catalog/json-data.ts'
import type { Turn } from './ask.ts'

/** A turn of what a message holds: a text, or parts of which some may be none. */
export function turnOf(role: string, content: unknown): Turn {
  if (typeof content === 'string') return { role, text: content, attachments: 0 }
  const parts = listOf(content).map(recordOf)
  return {
    role,
    text: parts.map(textOfPart).join(''),
    attachments: parts.filter((part) => ATTACHMENTS.has(String(member(part, 'type')))).length,
  }
}

/** The tools, which a model reads before everything else; none is no turn. */
export function turnsOfTools(tools: unknown): readonly Turn[] {
  const listed = listOf(tools)
  return listed.length === 0
    ? []
    : [{ role: 'tools', text: JSON.stringify(listed), attachments: 0 }]
}

const ATTACHMENTS: ReadonlySet<string> = new Set([
  'image_url',
  'input_audio',
  'file',
  'image',
  'document',
  'input_image',
  'input_file',
])

/** Text, what was thought, the arguments of calls, and what tools answered. */
function textOfPart(part: JsonRecord): string {
  for (const key of ['text', 'thinking', 'arguments', 'output', 'content']) {
    const value = member(part, key)
    if (typeof value === 'string') return value
    if (Array.isArray(value)) return turnOf('', value.slice(0, MOST_PARTS).map(flat)).text
  }
  const input = member(part, 'input')
  return input === undefined ? '' : JSON.stringify(input)
}

/** The parts of a result hold text; nothing that is read lies deeper. */
function flat(part: unknown): JsonRecord {
  const text = member(recordOf(part), 'text')
  return typeof text === 'string' ? { text } : {}
}

const MOST_PARTS = 1000
