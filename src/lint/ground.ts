import type { Candidate } from '../catalog/index.ts'
import type { Context } from '../decide/index.ts'

/** What policies choose from today. */
export interface Ground {
  /** How reports call it: the path of the catalog, or `built-in`. */
  readonly name: string
  /** In the order in which ties resolve. */
  readonly candidates: readonly Candidate[]
  /** With the vocabulary of the catalog; no request, and nothing measured. */
  readonly context: Context
}
