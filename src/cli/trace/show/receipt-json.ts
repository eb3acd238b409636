import type { Played, PlayedFlow } from '../../../trace/index.ts'
import type { FoundFlow, FoundReceipt } from './told-receipt.ts'

/** A receipt as programs read it: the record with its decision in it, its policy, its replay. */
export function receiptJson({ played, decision, policy, place }: FoundReceipt) {
  const { receipt } = played
  return {
    schema_version: 1,
    place,
    receipt: { ...receipt, decision: decision ?? receipt.decision },
    policy: policy ?? null,
    replay: replayJson(played),
  }
}

/** A flow likewise: the record with its decisions in it, and the policies of its nodes, each once. */
export function flowJson({ played, place, nodes }: FoundFlow) {
  const { flow } = played
  const policies = new Set(nodes.flatMap(({ policy }) => policy ?? []))
  return {
    schema_version: 1,
    place,
    flow: {
      ...flow,
      nodes: flow.nodes.map((node, i) => ({
        ...node,
        decision: nodes[i]?.decision ?? node.decision,
      })),
    },
    policies: [...policies],
    replay: replayJson(played),
  }
}

function replayJson(played: Played | PlayedFlow) {
  return played.kind === 'reproduced'
    ? { verdict: played.kind }
    : { verdict: played.kind, ...played.divergence }
}
