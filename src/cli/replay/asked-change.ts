import type { NamedPrice } from '../../trace/what-if/index.ts'
import type { Parameters } from '../policy/parameters.ts'

/** What is other than it was recorded, as data that can be sent from thread to thread. */
export interface AskedChange {
  readonly policy: AskedPolicy | undefined
  /** In place of the values that parameters had. */
  readonly params: Parameters
  /** A catalog, as it stands in JSON. */
  readonly catalog: unknown
  readonly prices: readonly NamedPrice[]
  readonly without: readonly string[]
  readonly baseline: string | undefined
}

/** The text of a policy, or of a term in JSON. */
export interface AskedPolicy extends AskedText {
  /** The files that it uses. */
  readonly used: readonly AskedText[]
}

export interface AskedText {
  readonly name: string
  readonly text: string
}
