/**
 * Chat Completions of OpenAI, as far as they are translated: what stands here is what is written.
 * What is read comes from elsewhere and is decoded from `unknown` where it is used.
 */
import type { JsonRecord } from '../../catalog/json-data.ts'
import type { ThoughtBlock } from './messages.ts'

export interface ChatRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly max_tokens?: number
  readonly max_completion_tokens?: number
  readonly tools?: readonly ChatTool[]
  readonly tool_choice?: ChatToolChoice
  readonly parallel_tool_calls?: boolean
  readonly stop?: readonly string[]
  readonly temperature?: number
  readonly top_p?: number
  readonly user?: string
  readonly reasoning_effort?: 'low' | 'medium' | 'high'
  readonly response_format?: JsonRecord
  readonly stream?: boolean
  readonly stream_options?: { readonly include_usage: true }
}

export type ChatMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly ChatPart[] }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string }
  | AssistantMessage

export interface AssistantMessage {
  readonly role: 'assistant'
  readonly content: string | null
  readonly tool_calls?: readonly ChatToolCall[]
  /** What the model thought, in words: not of OpenAI, but of most that think aloud. */
  readonly reasoning_content?: string
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } }
  | {
      readonly type: 'file'
      readonly file: { readonly filename: string; readonly file_data: string }
    }

export interface ChatToolCall {
  readonly id: string
  readonly type: 'function'
  /** The arguments are JSON, as text. */
  readonly function: { readonly name: string; readonly arguments: string }
}

export interface ChatTool {
  readonly type: 'function'
  readonly function: {
    readonly name: string
    readonly description?: string
    readonly parameters: JsonRecord
    readonly strict?: boolean
  }
}

export type ChatToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { readonly type: 'function'; readonly function: { readonly name: string } }

export interface ChatCompletion {
  readonly id: string
  readonly object: 'chat.completion'
  /** Seconds since 1970. */
  readonly created: number
  readonly model: string
  readonly choices: readonly [ChatChoice]
  readonly usage: ChatUsage
}

export interface ChatChoice {
  readonly index: 0
  readonly message: ChatAnswer
  readonly logprobs: null
  readonly finish_reason: FinishReason
}

export interface ChatAnswer extends AssistantMessage {
  readonly refusal: string | null
  /** The signed blocks behind `reasoning_content`; a message of a later request may hold them. */
  readonly thinking_blocks?: readonly ThoughtBlock[]
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter'

/** Tokens. What a cache gave or took is in `prompt_tokens` too. */
export interface ChatUsage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details: {
    readonly cached_tokens: number
    readonly cache_write_tokens: number
  }
  readonly completion_tokens_details?: { readonly reasoning_tokens: number }
}

export interface ChatChunk {
  readonly id: string
  readonly object: 'chat.completion.chunk'
  /** Seconds since 1970. */
  readonly created: number
  readonly model: string
  readonly choices: readonly [ChunkChoice] | readonly []
  /** Null on all chunks but the last, and absent where nobody asked for it. */
  readonly usage?: ChatUsage | null
}

export interface ChunkChoice {
  readonly index: 0
  readonly delta: ChatDelta
  readonly logprobs: null
  readonly finish_reason: FinishReason | null
}

export interface ChatDelta {
  readonly role?: 'assistant'
  readonly content?: string
  readonly refusal?: string
  readonly reasoning_content?: string
  readonly thinking_blocks?: readonly ThoughtBlock[]
  readonly tool_calls?: readonly [ToolCallDelta]
}

export interface ToolCallDelta {
  readonly index: number
  readonly id?: string
  readonly type?: 'function'
  readonly function: { readonly name?: string; readonly arguments: string }
}
