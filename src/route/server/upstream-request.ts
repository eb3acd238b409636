import type { Outgoing } from '../dialect/outgoing.ts'
import type { UpstreamRequest } from '../upstream/open-upstream.ts'

/** A call in the form that connections take. */
export function upstreamRequest(
  { url, headers, body }: Outgoing,
  traceparent: string | undefined,
): UpstreamRequest {
  const [only = new Uint8Array(), ...others] = body.parts
  return {
    url,
    headers: traceparent === undefined ? headers : [...headers, 'traceparent', traceparent],
    body: others.length === 0 ? only : Buffer.concat(body.parts, body.length),
  }
}
