import type { Applied } from '../compile/check/check-reference.ts'
import type { Place } from '../compile/index.ts'

/** A policy that a caller may ask for. */
export interface AskedPolicy {
  /** As messages call it: `` policy `support` ``. */
  readonly title: string
  /** Where it is defined, or asked by a step of a flow. */
  readonly place: Place
  /** A parameter without a value is one that requests choose. */
  readonly applied: Applied
}
