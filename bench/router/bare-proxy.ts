import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Agent } from 'undici'
import { listening } from './listening.ts'
import type { Part } from './players.ts'

/**
 * What a person writes who wants nothing but another model in every request: reads the body,
 * parses it, sets `model`, writes it again, and passes the answer on as it comes.
 */
export const bareProxy: Part = async (upstream) => {
  const agent = new Agent({ connections: 1024 })
  const url = await listening(createServer((request, response) => proxy(request, response)))

  async function proxy(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(request))
    body.model = 'model-of-the-provider'
    const answer = await agent.request({
      origin: upstream,
      path: '/v1/chat/completions',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer secret' },
      body: JSON.stringify(body),
    })
    response.writeHead(answer.statusCode, answer.headers)
    answer.body.pipe(response)
  }

  return { url: () => url, receipts: () => 0 }
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => resolve(Buffer.concat(pieces).toString()))
  })
}
