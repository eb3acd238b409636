import type { ServerResponse } from 'node:http'
import { receiptId } from '../../trace/receipt-id.ts'
import { errorBody } from '../dialect/client-error.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import { type RouterError, statusOf } from '../router-error.ts'
import type { Office } from './office.ts'
import { requestIdName } from './request-id-name.ts'
import { retryAfterHeaders } from './retry-after-headers.ts'

/** Why a request is refused, before anything was decided for it. */
export interface Refusal {
  readonly surface: Surface
  readonly error: RouterError
}

/**
 * An error in the form that clients of the surface read. Nobody was called, and there is no
 * receipt; the request has an identity all the same, for the logs of whoever sent it.
 */
export function sendError(
  response: ServerResponse,
  { surface, error }: Refusal,
  { now, random }: Pick<Office, 'now' | 'random'>,
): void {
  if (response.destroyed || response.headersSent) return
  const body = errorBody(surface, error)
  const length = String(Buffer.byteLength(body))
  response.writeHead(statusOf(error), [
    ...['content-type', 'application/json', 'content-length', length],
    ...[requestIdName(surface), receiptId(now(), random(10)), 'x-unhardcoded-attempts', '0'],
    ...retryAfterHeaders(error),
    // The next one goes to another router, where one is in front of several.
    ...(error.code === 'shutting_down' ? ['connection', 'close'] : []),
  ])
  response.end(body)
}
