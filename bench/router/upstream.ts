import { createServer, type ServerResponse } from 'node:http'
import { listening } from './listening.ts'
import type { Part } from './players.ts'

/**
 * A provider that costs as little as a server can: every answer is the same bytes.
 *
 * @param pace milliseconds between two events of a stream; where 0, all but the first come at once.
 */
export const upstream: Part = async (pace) => {
  const paceMs = Number(pace)
  const server = createServer((request, response) => {
    let tail = ''
    request.on('data', (piece: Buffer) => {
      tail = piece.toString('latin1', Math.max(0, piece.length - TAIL_LENGTH))
    })
    request.on('end', () => {
      if (!tail.includes('"stream":true')) {
        response.writeHead(200, WHOLE_HEADERS).end(WHOLE)
        return
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      // The first word comes with the role: nothing is passed on before a model has written.
      const [role = '', word = '', ...others] = EVENTS
      response.write(role + word)
      if (paceMs === 0) setTimeout(() => response.end(others.join('')), 1)
      else writeSlowly(response, others, paceMs)
    })
  })
  const url = await listening(server)
  return { url: () => url }
}

function writeSlowly(response: ServerResponse, events: readonly string[], paceMs: number): void {
  const [next, ...others] = events
  if (next === undefined) {
    response.end()
    return
  }
  setTimeout(() => {
    response.write(next)
    writeSlowly(response, others, paceMs)
  }, paceMs)
}

/** `stream` is the last member of every body that asks for a stream. */
const TAIL_LENGTH = 64

const TEXT = 'The router reads a request once, chooses who answers it, and passes on what comes. '

const WHOLE = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-0123456789',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'model-of-the-provider',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: TEXT.repeat(8), refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 250, completion_tokens: 130, total_tokens: 380 },
    system_fingerprint: 'fp_0123456789',
  }),
)

const WHOLE_HEADERS = { 'content-type': 'application/json', 'content-length': WHOLE.length }

const EVENTS: readonly string[] = [
  eventOf([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
  ...TEXT.split(' ').map((word) =>
    eventOf([{ index: 0, delta: { content: `${word} ` }, finish_reason: null }]),
  ),
  eventOf([{ index: 0, delta: {}, finish_reason: 'stop' }]),
  eventOf([], { prompt_tokens: 250, completion_tokens: 16, total_tokens: 266 }),
  'data: [DONE]\n\n',
]

function eventOf(choices: readonly unknown[], usage: unknown = null): string {
  const chunk = {
    id: 'chatcmpl-0123456789',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
  }
  return `data: ${JSON.stringify({ ...chunk, model: 'model-of-the-provider', choices, usage })}\n\n`
}
