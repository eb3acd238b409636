import { type Agent, type IncomingMessage, request } from 'node:http'

/** One request of a soak. */
export interface Question {
  /** Of the router, without a path. */
  readonly url: string
  readonly agent: Agent
  /** From 0; every few of them are asked as a stream, and every few leave early. */
  readonly index: number
}

export interface Ended {
  /** `left` where the client went before there was one. */
  readonly status: string
  /** Whether there has to be a receipt: the client was told its name. */
  readonly isOwed: boolean
}

/** Asks, reads the answer to its end, or leaves before the first byte or after it. Never rejects. */
export function ask({ url, agent, index }: Question): Promise<Ended> {
  const isStream = index % 2 === 1
  const leaves = index % 20 === 7 ? 'at once' : index % 20 === 13 ? 'in the middle' : 'never'
  const body = JSON.stringify({
    model: 'policy:support',
    messages: [{ role: 'user', content: `Question ${index}. ${TEXT}` }],
    max_tokens: 200,
    stream: isStream,
  })
  return new Promise((resolve) => {
    const asked = request(`${url}/v1/chat/completions`, {
      agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        // Tells by which receipt it was answered.
        traceparent: `00-${(index + 1).toString(16).padStart(32, '0')}-00000000000000ab-01`,
      },
    })
    asked.on('error', () => resolve({ status: 'left', isOwed: false }))
    asked.on('response', (response: IncomingMessage) => {
      const isOwed = response.headers['x-unhardcoded-receipt'] !== undefined
      const over = (): void => resolve({ status: String(response.statusCode), isOwed })
      response.on('data', () => {
        if (leaves === 'in the middle') asked.destroy()
      })
      response.on('error', over)
      response.on('close', over)
    })
    asked.end(body)
    if (leaves === 'at once') setTimeout(() => asked.destroy(), index % 8)
  })
}

const TEXT = 'Where is my order, and when will it come? It was sent two weeks ago. '.repeat(6)
