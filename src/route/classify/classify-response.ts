import type { Failure } from '../failure.ts'
import { classifyError } from './classify-error.ts'
import { readErrorBody } from './error-body.ts'

/** A response that is not an answer. */
export interface ErrorResponse {
  /** Anything but 2xx. */
  readonly status: number
  /** As much of it as was read. */
  readonly body: Uint8Array
}

/** Why the provider did not answer. */
export function classifyResponse({ status, body }: ErrorResponse): Failure {
  return classifyError(readErrorBody(body), status)
}
