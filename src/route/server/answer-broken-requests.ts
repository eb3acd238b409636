import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorBody } from '../dialect/client-error.ts'
import { type RouterError, statusOf } from '../router-error.ts'

/**
 * Has a server answer what is no request, or does not become one in time, in the form of every
 * other error; the connection is closed then. Where an answer is under way, or owed to an earlier
 * request, it is closed without a word: that would be taken for a part of the answer.
 */
export function answerBrokenRequests(server: Server): void {
  const latest = new WeakMap<Duplex, Exchange>()
  server.on('request', (request, response) => latest.set(request.socket, { request, response }))
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || code === 'ECONNRESET' || !mayAnswer(latest.get(socket))) {
      socket.destroy()
      return
    }
    const lost = setTimeout(() => socket.destroy(), LAST_WORDS_MS)
    socket.once('close', () => clearTimeout(lost))
    socket.end(responseText(errorOf(code)), () => socket.destroy())
  })
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** How long a client may take to read why it is cut off, in milliseconds. */
const LAST_WORDS_MS = 1000

function mayAnswer(latest: Exchange | undefined): boolean {
  if (latest === undefined) return true
  const { request, response } = latest
  if (response.writableFinished) return request.complete
  // It has no socket while it waits behind others.
  return !request.complete && !response.headersSent && response.socket !== null
}

function errorOf(code: string | undefined): RouterError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return TOO_SLOW
    case 'HPE_HEADER_OVERFLOW':
      return HEADERS_TOO_LARGE
    default:
      return MALFORMED
  }
}

const TOO_SLOW: RouterError = {
  code: 'client_too_slow',
  message: 'The request did not come in time: send all of it at once.',
}

const HEADERS_TOO_LARGE: RouterError = {
  code: 'headers_too_large',
  message: 'The headers of the request are longer than this router takes: send fewer of them.',
}

const MALFORMED: RouterError = {
  code: 'malformed_request',
  message: 'This is no HTTP request that can be read in one way only.',
}

function responseText(error: RouterError): string {
  const status = statusOf(error)
  const body = errorBody('chat', error)
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}
