/** Why a choice ended. Providers have their own words; `other` stands for those of no table. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'error' | 'other'

/** The reason that a word stands for, or undefined where none is given yet. */
export function finishReasonOf(word: unknown): FinishReason | undefined {
  if (typeof word !== 'string' || word === '') return undefined
  return WORDS.get(word.slice(0, LONGEST_WORD).toLowerCase()) ?? 'other'
}

const LONGEST_WORD = 40

const WORDS: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['end', 'stop'],
  ['eos', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['completed', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['max_output_tokens', 'length'],
  ['model_length', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_calls', 'tool_calls'],
  ['tool_use', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
  ['refusal', 'content_filter'],
  ['safety', 'content_filter'],
  ['prohibited_content', 'content_filter'],
  ['recitation', 'content_filter'],
  ['error', 'error'],
])
