import type { ServerResponse } from 'node:http'

/** Plain data as JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  send(response, JSON.stringify(value), { status, mediaType: 'application/json' })
}

export function sendText(response: ServerResponse, text: string, mediaType: string): void {
  send(response, text, { status: 200, mediaType })
}

interface Form {
  readonly status: number
  readonly mediaType: string
}

function send(response: ServerResponse, body: string, { status, mediaType }: Form): void {
  const headers = { 'content-type': mediaType, 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, headers).end(body)
}
