import type { FinishReason } from './chat.ts'
import type { StopReason } from './messages.ts'

/**
 * Why a chat answer ended. An answer that is not whole is never told as one that is: a turn that
 * was paused, or filled the context, ended for its length. A reason that is not known counts as
 * the end of the turn.
 */
export function finishReasonOf(stopReason: string): FinishReason {
  return FINISH_REASONS.get(stopReason) ?? 'stop'
}

const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['pause_turn', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'content_filter'],
])

/** Why a message ended. Some say `stop` of an answer that calls tools. */
export function stopReasonOf(finishReason: string, called: 'tools' | 'nothing'): StopReason {
  const reason = STOP_REASONS.get(finishReason) ?? 'end_turn'
  return reason === 'end_turn' && called === 'tools' ? 'tool_use' : reason
}

const STOP_REASONS: ReadonlyMap<string, StopReason> = new Map([
  ['stop', 'end_turn'],
  ['length', 'max_tokens'],
  ['tool_calls', 'tool_use'],
  ['function_call', 'tool_use'],
  ['content_filter', 'refusal'],
])
