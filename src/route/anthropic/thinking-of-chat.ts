import { isJsonRecord, type JsonRecord, member } from '../../catalog/json-data.ts'
import type { ClaudeModel } from './claude-model.ts'
import type { Effort, MessagesToolChoice, Turn } from './messages.ts'
import type { Notes } from './translation.ts'

/** What decides whether and how much a model thinks. */
export interface ThinkingSetting {
  readonly chat: JsonRecord
  readonly model: ClaudeModel
  readonly maxTokens: number
  readonly turns: readonly Turn[]
  readonly choice: MessagesToolChoice['type'] | undefined
}

export interface Thinking {
  readonly thinks: boolean
  readonly member?: JsonRecord
  readonly effort?: Effort
}

/**
 * The thinking of a Messages request. A `thinking` member is of Anthropic and passed as it stands.
 * `reasoning_effort` becomes an effort, and thinking as the model sees fit; for older models, a
 * budget of tokens that leaves a fifth of the answer to be said. Effort is a wish, so it is dropped
 * where the API would refuse to think: before the end of a turn that began without a thought, or
 * when a tool has to be called.
 */
export function thinkingOfChat(setting: ThinkingSetting, notes: Notes): Thinking {
  const own = member(setting.chat, 'thinking')
  if (isJsonRecord(own)) {
    const thinks = member(own, 'type') !== 'disabled'
    return { thinks, member: own, ...effortOf(setting, notes) }
  }
  const wanted = member(setting.chat, 'reasoning_effort') ?? undefined
  if (wanted === undefined) return NO_THINKING
  if (typeof wanted !== 'string' || !Object.hasOwn(BUDGETS, wanted)) {
    notes.refuse(
      'reasoning_effort',
      'expected `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`',
    )
    return NO_THINKING
  }
  if (setting.model.thinking === 'adaptive') return adaptiveThinking(setting, wanted, notes)
  return budgetThinking(setting, BUDGETS[wanted] ?? 0, notes)
}

const NO_THINKING: Thinking = { thinks: false }

/** Tokens of thought. */
const BUDGETS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16384,
  xhigh: 32768,
  max: 65536,
}

function adaptiveThinking(setting: ThinkingSetting, wanted: string, notes: Notes): Thinking {
  if (wanted === 'none') {
    if (setting.model.canRest) return { thinks: false, member: { type: 'disabled' } }
    notes.drop('reasoning_effort')
    return NO_THINKING
  }
  const effort = effortOf(setting, notes)
  return isForced(setting)
    ? { thinks: false, ...effort }
    : { thinks: true, member: { type: 'adaptive' }, ...effort }
}

function effortOf({ chat, model }: ThinkingSetting, notes: Notes): { readonly effort?: Effort } {
  const wanted = member(chat, 'reasoning_effort')
  if (typeof wanted !== 'string' || wanted === 'none') return {}
  if (model.thinking !== 'adaptive') {
    notes.drop('reasoning_effort')
    return {}
  }
  if (wanted === 'minimal' || wanted === 'low') return { effort: 'low' }
  if (wanted === 'medium' || wanted === 'high') return { effort: wanted }
  if (wanted !== 'xhigh' && wanted !== 'max') return {}
  return { effort: model.highestEffort === 'max' ? wanted : 'high' }
}

/** The least that is taken as a budget. */
const LEAST_BUDGET = 1024

function budgetThinking(setting: ThinkingSetting, wanted: number, notes: Notes): Thinking {
  if (wanted === 0) return NO_THINKING
  const budget_tokens = Math.min(wanted, Math.floor(setting.maxTokens * 0.8))
  const isPossible =
    setting.model.thinking === 'budget' &&
    budget_tokens >= LEAST_BUDGET &&
    !isForced(setting) &&
    !isAmidThoughtlessTurn(setting.turns)
  if (isPossible) return { thinks: true, member: { type: 'enabled', budget_tokens } }
  notes.drop('reasoning_effort')
  return NO_THINKING
}

function isForced({ choice }: ThinkingSetting): boolean {
  return choice === 'any' || choice === 'tool'
}

/** With results of tools to be read, the turn that called them has to begin with its thought. */
function isAmidThoughtlessTurn(turns: readonly Turn[]): boolean {
  const [before, last] = [turns.at(-2), turns.at(-1)]
  const isAmid = last?.content.some(({ type }) => type === 'tool_result') === true
  const first = before?.content[0]?.type
  return isAmid && first !== 'thinking' && first !== 'redacted_thinking'
}
