import type { Place } from '../place.ts'
import type { Applied } from './check-reference.ts'

/** A flow that was checked: calls that feed one another, from the input to one answer. */
export interface TypedFlow {
  readonly name: string
  readonly place: Place
  readonly nodes: readonly TypedNode[]
  /** The step whose answer is the flow's, or {@link INPUT}. */
  readonly returns: string
}

export interface TypedNode {
  readonly name: string
  readonly place: Place
  readonly applied: Applied
  readonly system: string
  /** {@link INPUT}, or names of steps. */
  readonly inputs: readonly string[]
  readonly template: string | undefined
}

/** What the text that a flow was called with is named. */
export const INPUT = 'input'
