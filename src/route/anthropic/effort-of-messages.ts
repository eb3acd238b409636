import { type JsonRecord, member, recordOf } from '../../catalog/json-data.ts'
import type { ChatRequest } from './chat.ts'
import type { ChatTarget } from './chat-request-of-messages.ts'
import type { Notes } from './translation.ts'

/**
 * How hard a chat model is told to think: what `output_config.effort` says, or what the budget of
 * tokens comes to. No effort is told where thinking is off, since few models take `none`.
 */
export function effortOfMessages(
  request: JsonRecord,
  target: ChatTarget,
  notes: Notes,
): ChatRequest['reasoning_effort'] | undefined {
  const thinking = recordOf(member(request, 'thinking'))
  const effort = member(recordOf(member(request, 'output_config')), 'effort') ?? undefined
  const [type, budget] = [member(thinking, 'type'), member(thinking, 'budget_tokens')]
  if (!target.reasons || type === 'disabled') {
    if (effort !== undefined) notes.drop('output_config.effort')
    if (type !== undefined) notes.drop('thinking')
    return undefined
  }
  if (effort !== undefined) return effort === 'low' || effort === 'medium' ? effort : 'high'
  if (typeof budget !== 'number') return undefined
  if (budget <= LOW_BUDGET) return 'low'
  return budget <= MEDIUM_BUDGET ? 'medium' : 'high'
}

/** Tokens of thought. */
const LOW_BUDGET = 2048

const MEDIUM_BUDGET = 8192
