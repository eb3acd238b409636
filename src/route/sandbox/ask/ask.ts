import type { JsonRecord } from '../../../catalog/json-data.ts'

/** What a call asks of a model, whichever of the interfaces it came by. */
export interface Ask {
  /** As the client named it. */
  readonly model: string
  /** Everything that the model reads, in order: instructions, tools, messages. Never empty. */
  readonly turns: readonly Turn[]
  /** The most tokens that the answer may have; undefined where the client set no limit. */
  readonly mostTokens: number | undefined
  readonly isStreamed: boolean
  /** True where a stream of chat completions is to end with a chunk of usage. */
  readonly wantsUsage: boolean
  /** How many answers to the same question, 1 to {@link MOST_CHOICES}. */
  readonly choices: number
  readonly tools: readonly Tool[]
  readonly toolChoice: ToolChoice
  /** False where at most one tool may be called. */
  readonly isParallel: boolean
  readonly form: AnswerForm
  /** True where the model is to think aloud first. */
  readonly thinks: boolean
  /** `asked`: what is kept of the prompt is told and counted apart, as Anthropic has it. */
  readonly caching: 'automatic' | 'asked' | 'none'
}

export interface Turn {
  readonly role: string
  readonly text: string
  /** Images, files and sounds. */
  readonly attachments: number
}

export interface Tool {
  readonly name: string
  /** The JSON Schema of its arguments. */
  readonly schema: JsonRecord
}

export type ToolChoice =
  | { readonly kind: 'auto' | 'none' | 'required' }
  | { readonly kind: 'named'; readonly name: string }

export type AnswerForm =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'schema'; readonly schema: JsonRecord }

export const MOST_CHOICES = 8

/** Tokens of a turn, estimated: four bytes each, and what stands between turns. */
export function tokensOfTurn({ text, attachments }: Turn): number {
  return TOKENS_BETWEEN + tokensOfText(text) + attachments * TOKENS_OF_ATTACHMENT
}

/** Tokens of a text, estimated: four bytes of UTF-8 each. */
export function tokensOfText(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / BYTES_OF_TOKEN)
}

export const BYTES_OF_TOKEN = 4
const TOKENS_BETWEEN = 4
const TOKENS_OF_ATTACHMENT = 800
