import type { IncomingMessage } from 'node:http'

/** The body of a request, `too large`, or undefined where the client left before its end. */
export async function readBody(
  request: IncomingMessage,
): Promise<Uint8Array | 'too large' | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    // The response to a body that is too large goes over the same connection.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > MOST_BYTES) return 'too large'
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return undefined
  }
}

const MOST_BYTES = 64_000_000
