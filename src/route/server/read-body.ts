import type { IncomingMessage } from 'node:http'
import { err, ok, type Result } from '../../base/result.ts'
import type { RouterError } from '../router-error.ts'

/**
 * The whole body of a request, or why there is none: it is longer than is taken, the client left,
 * or somebody read it before. What is longer than that, or claims to be, is not kept.
 *
 * @param mostBytes the longest body that is taken.
 */
export function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<Result<Buffer, RouterError | 'client left'>> {
  const claimed = Number(request.headers['content-length'] ?? 0)
  if (claimed > mostBytes) return Promise.resolve(err(tooLarge(mostBytes)))
  if (request.readableDidRead || request.readableEnded) return Promise.resolve(err(READ_BEFORE))
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let length = 0
    request.on('data', (piece: Buffer) => {
      length += piece.length
      if (length > mostBytes) {
        // The rest is thrown away: many clients read no answer before they have sent all.
        pieces.length = 0
        resolve(err(tooLarge(mostBytes)))
        return
      }
      pieces.push(piece)
    })
    request.on('end', () => {
      const [first = Buffer.alloc(0)] = pieces
      resolve(ok(pieces.length < 2 ? first : Buffer.concat(pieces, length)))
    })
    // Told after `end` too, where it is of no account.
    request.on('close', () => resolve(err('client left')))
    request.on('error', () => resolve(err('client left')))
  })
}

/** In a server of somebody else, who would be left without any answer. */
const READ_BEFORE: RouterError = {
  code: 'internal',
  message:
    'The body was read before the request came to the router, which has to stand before whatever reads bodies.',
}

function tooLarge(mostBytes: number): RouterError {
  return {
    code: 'body_too_large',
    message: `The body is longer than ${mostBytes} bytes, the most that this router takes.`,
  }
}
