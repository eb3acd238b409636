/**
 * The Messages API of Anthropic, as far as it is translated: what stands here is what is written.
 * What is read comes from elsewhere and is decoded from `unknown` where it is used.
 */
import type { JsonRecord } from '../../catalog/json-data.ts'

export interface MessagesRequest {
  readonly model: string
  readonly max_tokens: number
  readonly messages: readonly Turn[]
  readonly system?: readonly TextBlock[]
  readonly tools?: readonly MessagesTool[]
  readonly tool_choice?: MessagesToolChoice
  readonly stop_sequences?: readonly string[]
  readonly temperature?: number
  readonly top_p?: number
  readonly top_k?: number
  readonly metadata?: { readonly user_id: string }
  readonly thinking?: JsonRecord
  readonly output_config?: OutputConfig
  readonly cache_control?: unknown
  readonly stream?: boolean
}

export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly content: readonly Block[]
}

export type Block =
  | TextBlock
  | ImageBlock
  | DocumentBlock
  | ToolUseBlock
  | ToolResultBlock
  | ThoughtBlock

export interface TextBlock {
  readonly type: 'text'
  readonly text: string
  /** Passed as it came: where a prompt cache may end. */
  readonly cache_control?: unknown
}

export interface ImageBlock {
  readonly type: 'image'
  readonly source: Source
  readonly cache_control?: unknown
}

export interface DocumentBlock {
  readonly type: 'document'
  readonly source: Source
  readonly title?: string
  readonly cache_control?: unknown
}

export type Source =
  | { readonly type: 'base64'; readonly media_type: string; readonly data: string }
  | { readonly type: 'url'; readonly url: string }

export interface ToolUseBlock {
  readonly type: 'tool_use'
  readonly id: string
  readonly name: string
  readonly input: JsonRecord
}

export interface ToolResultBlock {
  readonly type: 'tool_result'
  readonly tool_use_id: string
  readonly content: readonly (TextBlock | ImageBlock | DocumentBlock)[]
}

/** What the model thought, signed or sealed, so that it can be carried back unchanged. */
export type ThoughtBlock =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }

export interface MessagesTool {
  readonly name: string
  readonly description?: string
  readonly input_schema: JsonRecord
  readonly strict?: boolean
  readonly cache_control?: unknown
}

export type MessagesToolChoice =
  | { readonly type: 'auto' | 'any'; readonly disable_parallel_tool_use?: boolean }
  | {
      readonly type: 'tool'
      readonly name: string
      readonly disable_parallel_tool_use?: boolean
    }
  | { readonly type: 'none' }

export interface OutputConfig {
  readonly effort?: Effort
  readonly format?: { readonly type: 'json_schema'; readonly schema: JsonRecord }
}

export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/** An answer. The null members are there because the client of the vendor types them as always. */
export interface Message {
  readonly id: string
  readonly type: 'message'
  readonly role: 'assistant'
  readonly model: string
  readonly content: readonly AnswerBlock[]
  readonly stop_reason: StopReason | null
  readonly stop_sequence: null
  readonly usage: MessagesUsage
}

export type AnswerBlock = TextBlock | ToolUseBlock | ThoughtBlock

export type StopReason = 'end_turn' | 'max_tokens' | 'tool_use' | 'refusal'

/** Tokens. What a cache gave or took is not in `input_tokens`. */
export interface MessagesUsage {
  readonly input_tokens: number
  readonly cache_creation_input_tokens: number
  readonly cache_read_input_tokens: number
  readonly output_tokens: number
}

/** An event of a streamed answer. Blocks follow each other: one stops before the next starts. */
export type MessagesEvent =
  | { readonly type: 'message_start'; readonly message: Message }
  | {
      readonly type: 'content_block_start'
      readonly index: number
      readonly content_block: AnswerBlock
    }
  | { readonly type: 'content_block_delta'; readonly index: number; readonly delta: BlockDelta }
  | { readonly type: 'content_block_stop'; readonly index: number }
  | {
      readonly type: 'message_delta'
      readonly delta: { readonly stop_reason: StopReason; readonly stop_sequence: null }
      readonly usage: MessagesUsage
    }
  | { readonly type: 'message_stop' }

export type BlockDelta =
  | { readonly type: 'text_delta'; readonly text: string }
  | { readonly type: 'thinking_delta'; readonly thinking: string }
  | { readonly type: 'input_json_delta'; readonly partial_json: string }
