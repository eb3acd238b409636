/**
 * What stands in for the `openai` package where that is not installed: as much of it as the example
 * uses, called in the same way. The real one is tried in test/clients.
 */

interface Message {
  readonly role: 'system' | 'user'
  readonly content: string
}

interface Body {
  readonly model: string
  readonly messages: readonly Message[]
  readonly stream: true
}

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string | null } }[]
}

interface Answered {
  readonly data: AsyncIterable<Chunk>
  readonly response: Response
}

class APIError extends Error {
  readonly requestID: string | null

  constructor(message: string, requestID: string | null) {
    super(message)
    this.requestID = requestID
  }
}

export class OpenAI {
  static readonly APIError = APIError

  readonly chat = {
    completions: {
      create: (body: Body, options: { readonly signal: AbortSignal }) => ({
        withResponse: () => answered(body, options.signal),
      }),
    },
  }

  constructor({ maxRetries }: { readonly maxRetries: number }) {
    if (maxRetries !== 0) throw new Error('this client asks once')
  }
}

export declare namespace OpenAI {
  export type ChatCompletionChunk = Chunk
}

async function answered(body: Body, signal: AbortSignal): Promise<Answered> {
  const { OPENAI_BASE_URL, OPENAI_API_KEY } = process.env
  const response = await fetch(`${OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  const id = response.headers.get('x-request-id')
  if (!response.ok) throw new APIError(`${response.status} ${await response.text()}`, id)
  return { data: chunksOf(response, id), response }
}

async function* chunksOf({ body }: Response, id: string | null): AsyncIterable<Chunk> {
  let text = ''
  for await (const piece of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += piece
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1] ?? '[DONE]'
      if (data === '[DONE]') continue
      const chunk = JSON.parse(data)
      if ('error' in chunk) throw new APIError(chunk.error.message, id)
      yield chunk
    }
  }
}
