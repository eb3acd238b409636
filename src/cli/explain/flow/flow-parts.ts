import { planFlow } from '../../../decide/index.ts'
import { type FlowNode, flowLevels, inputsOf } from '../../../ir/index.ts'
import type { OnePolicy } from '../../policy/one-policy.ts'
import type { FlowScenario } from '../../simulate/scenario.ts'

/** A node of a flow, as it is shown. */
export interface FlowPart {
  /** Canonical: `n3`. */
  readonly id: string
  readonly name: string
  readonly kind: FlowNode['kind']
  /** Ids in the order written; one may stand twice. */
  readonly inputs: readonly string[]
  /** Undefined for the input and the output. */
  readonly asks: Asked | undefined
}

export interface Asked {
  readonly policy: OnePolicy
  readonly system: string
  readonly template: string | undefined
  /** The route that is tried first; undefined where the policy selects nobody. */
  readonly first: string | undefined
}

/** The nodes of a flow by level, with whom each asks first over the catalog. */
export function flowParts({
  flow: { flow, names, policies },
  candidates,
  deciding,
}: FlowScenario): readonly (readonly FlowPart[])[] {
  const [, nodes] = flow
  const plan = planFlow(flow, candidates, deciding)
  return flowLevels(nodes).map((ids) =>
    ids.flatMap((id): FlowPart[] => {
      const node = nodes[id]
      if (node === undefined) return []
      const policy = policies.get(id)
      const first = plan.nodes.get(id)?.decision.ranked[0]?.candidate.cid
      const asks =
        node.kind === 'llm' && policy !== undefined
          ? { policy, system: node.system, template: node.template, first }
          : undefined
      return [{ id, name: names.get(id) ?? id, kind: node.kind, inputs: inputsOf(node), asks }]
    }),
  )
}
