import type { AdmittedRequest } from '../admission/admission.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import type { Body } from '../splice/body.ts'

/** A request that may be decided. */
export interface Incoming {
  readonly surface: Surface
  readonly body: Body
  readonly header: (name: string) => string | undefined
  readonly admitted: AdmittedRequest
  /** The name of the caller, where callers are told apart. */
  readonly caller: string | undefined
  /** When it came: milliseconds since 1970, and by the clock that only ever grows. */
  readonly atMs: number
  readonly startMs: number
}
