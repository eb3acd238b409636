import type { Flow } from '../../ir/index.ts'
import type { RequestWarning } from '../request-warning.ts'
import type { OwnPolicy, PolicyWay } from './own-policy.ts'

/** A flow as it was asked for, before the envelope of the caller is composed on its policies. */
export interface OwnFlow {
  readonly way: Extract<PolicyWay, 'term' | 'text' | 'name'>
  readonly name?: string
  /** `sha256:…` of the flow. */
  readonly fingerprint: string
  /** In normal form. */
  readonly flow: Flow
  /** What the text calls the nodes that it was compiled from, by their names; else empty. */
  readonly steps: ReadonlyMap<string, string>
  /** What the sender may want to know of it, though it is run. */
  readonly warnings: readonly RequestWarning[]
  /** The policy of every node that asks a model, by the name of the node. */
  readonly policies: ReadonlyMap<string, OwnPolicy>
}
