import { recordOf } from '../../catalog/json-data.ts'
import { ROUTER_ERRORS, type RouterErrorCode } from '../../route/router-error.ts'

/** What a router told in place of an answer, or in the middle of one. */
export interface ToldError {
  readonly code: RouterErrorCode
  /** Sentences. */
  readonly message: string
}

/** The error that a body holds; undefined where it holds none. */
export function toldError(body: unknown): ToldError | undefined {
  const { error } = recordOf(body)
  if (error === undefined) return undefined
  const { code, message } = recordOf(error)
  return {
    code: isCode(code) ? code : 'internal',
    message: typeof message === 'string' ? message : 'The router gave no reason.',
  }
}

function isCode(code: unknown): code is RouterErrorCode {
  return typeof code === 'string' && Object.hasOwn(ROUTER_ERRORS, code)
}
