import type { Flow } from '../../ir/index.ts'
import type { PolicyDefinition } from '../../trace/index.ts'
import type { RequestWarning } from '../request-warning.ts'
import { type AdmittedPolicy, admittedPolicy } from './admitted-policy.ts'
import type { Envelope } from './guard.ts'
import type { OwnFlow } from './own-flow.ts'

/** A flow that may be run. The same object for the same request of the same caller. */
export interface AdmittedFlow {
  readonly name?: string
  /** The identity of the flow that was asked for. */
  readonly fingerprint: string
  /** In normal form, with the policies that were asked for. */
  readonly flow: Flow
  /** What a text calls the nodes, by their names; empty where the flow came as data. */
  readonly steps: ReadonlyMap<string, string>
  readonly warnings: readonly RequestWarning[]
  /** What decides each node that asks a model, the envelope composed; by the name of the node. */
  readonly policies: ReadonlyMap<string, AdmittedPolicy>
  /** What a trace has to say of its policies before a receipt names them. */
  readonly definitions: () => readonly PolicyDefinition[]
}

/** The flow under an envelope, which narrows each of its policies. */
export function admittedFlow(own: OwnFlow, envelope: Envelope | undefined): AdmittedFlow {
  const { name, fingerprint, flow, steps, warnings } = own
  const policies = new Map(
    [...own.policies].map(([node, policy]) => [node, admittedPolicy(policy, envelope)]),
  )
  return {
    ...(name !== undefined && { name }),
    fingerprint,
    flow,
    steps,
    warnings,
    policies,
    definitions: () => [...policies.values()].flatMap((policy) => policy.definitions()),
  }
}
