import type { AdmittedRequest } from '../admission/admission.ts'
import type { Caller } from '../callers/caller.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import type { Body } from '../splice/body.ts'

/** A request that may be decided. */
export interface Incoming {
  readonly surface: Surface
  readonly body: Body
  readonly header: (name: string) => string | undefined
  readonly admitted: AdmittedRequest
  readonly caller: Caller
  /** When it came, in milliseconds since 1970. */
  readonly atMs: number
}
