/** A message of a conversation, as OpenAI's interface has it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly content: string | null
  readonly tool_calls?: readonly ToolCall[]
  /** Of what a tool answers: which call it answers. */
  readonly tool_call_id?: string
}

export interface ToolCall {
  readonly id: string
  readonly type: 'function'
  /** The arguments are JSON, as far as the model keeps to it. */
  readonly function: { readonly name: string; readonly arguments: string }
}

export interface Tool {
  readonly type: 'function'
  readonly function: {
    readonly name: string
    readonly description: string
    readonly parameters: object
  }
}

export interface Question {
  readonly model: string
  readonly messages: readonly Message[]
  readonly tools: readonly Tool[]
  readonly tool_choice: 'auto' | 'none'
  readonly max_completion_tokens: number
}

export interface Answer {
  readonly choices: readonly { readonly message: Message }[]
  /** What the router adds: who answered, and the receipt of the call. */
  readonly x_router: { readonly model: string; readonly receipt: string }
}

export type Chat = (question: Question) => Promise<Answer>

/** A client of a router: `baseUrl` ends in `/v1`. Rejects with the router's reason where it refuses. */
export function openChat(baseUrl: string, apiKey: string): Chat {
  return async (question) => {
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(question),
    })
    // A router answers in no other form, and checks what providers answer.
    const body = (await response.json()) as
      | Answer
      | { readonly error: { readonly message: string } }
    if ('error' in body) throw new Error(body.error.message)
    return body
  }
}
