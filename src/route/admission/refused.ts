import { err } from '../../base/result.ts'
import type { RouterError, RouterErrorCode } from '../router-error.ts'

/** A refusal to admit, as a router error. */
export interface Refused {
  readonly ok: false
  readonly error: RouterError
}

/** @param message sentences. @param param the member of the body that is meant, as a path. */
export function refused(code: RouterErrorCode, message: string, param: string): Refused {
  return err({ code, message, param })
}
