import type { AdmittedRequest } from '../admission/admission.ts'
import type { Caller } from '../callers/caller.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import type { Purse } from '../flow/purse.ts'
import type { Body } from '../splice/body.ts'

/** A request that may be decided. */
export interface Incoming {
  readonly surface: Surface
  readonly body: Body
  readonly header: (name: string) => string | undefined
  readonly admitted: AdmittedRequest
  readonly caller: Caller
  /** What is left for it of what a flow may spend; absent where nothing is shared. */
  readonly purse?: Purse
  /** When it came, in milliseconds since 1970. */
  readonly atMs: number
}
