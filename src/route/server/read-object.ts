import type { IncomingMessage } from 'node:http'
import { err, ok, type Result } from '../../base/result.ts'
import type { RouterError } from '../router-error.ts'
import type { Body } from '../splice/body.ts'
import type { BodyFault } from '../splice/body-fault.ts'
import { scanBody } from '../splice/scan-body.ts'
import { readBody } from './read-body.ts'

/** The body of a request as a JSON object, or why it is none. */
export async function readObject(
  request: IncomingMessage,
  mostBytes: number,
): Promise<Result<Body, RouterError | 'client left'>> {
  const mediaType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') return err(WRONG_MEDIA_TYPE)
  const read = await readBody(request, mostBytes)
  if (!read.ok) return read
  const scanned = scanBody(read.value)
  return scanned.ok ? ok(scanned.value) : err(malformed(scanned.error))
}

/** Pages in browsers can send anything else without being asked whether they may. */
const WRONG_MEDIA_TYPE: RouterError = {
  code: 'wrong_media_type',
  message: 'The body has to be JSON, and the header `content-type` to say `application/json`.',
}

function malformed({ offset, message, help }: BodyFault): RouterError {
  return { code: 'malformed_body', message: `At byte ${offset} of the body, ${message}: ${help}.` }
}
