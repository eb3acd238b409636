import type { ServerResponse } from 'node:http'
import { errorBody } from '../dialect/client-error.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import { type RouterError, statusOf } from '../router-error.ts'
import { retryAfterHeaders } from './retry-after-headers.ts'

/** An error in the form that clients of the surface read. */
export function sendError(response: ServerResponse, surface: Surface, error: RouterError): void {
  if (response.destroyed || response.headersSent) return
  const body = errorBody(surface, error)
  const length = String(Buffer.byteLength(body))
  response.writeHead(statusOf(error), [
    ...['content-type', 'application/json', 'content-length', length],
    ...retryAfterHeaders(error),
    // The next one goes to another router, where one is in front of several.
    ...(error.code === 'shutting_down' ? ['connection', 'close'] : []),
  ])
  response.end(body)
}
