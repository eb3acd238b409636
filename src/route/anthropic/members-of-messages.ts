import { type JsonRecord, listOf, member } from '../../catalog/json-data.ts'
import type { Notes } from './translation.ts'

/**
 * Refuses the members of a Messages request that ask for what Chat Completions have not, and drops
 * those that change nothing an answer means. Those that are translated are left to who does it.
 */
export function checkMembersOfMessages(request: JsonRecord, notes: Notes): void {
  for (const name of Object.keys(request)) {
    const value = member(request, name)
    if (TRANSLATED.has(name) || value === null || value === undefined) continue
    const reason = REFUSED.get(name)
    if (reason === undefined) notes.drop(name)
    else if (!Array.isArray(value) || listOf(value).length > 0) notes.refuse(name, reason)
  }
}

const TRANSLATED: ReadonlySet<string> = new Set([
  'max_tokens',
  'messages',
  'metadata',
  'model',
  'output_config',
  'stop_sequences',
  'stream',
  'system',
  'temperature',
  'thinking',
  'tool_choice',
  'tools',
  'top_p',
])

const REFUSED: ReadonlyMap<string, string> = new Map([
  ['container', 'Chat Completions have no container'],
  ['context_management', 'Chat Completions do not edit the context'],
  ['mcp_servers', 'Chat Completions connect to no servers'],
])
