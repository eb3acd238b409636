import { unreachable } from '../base/unreachable.ts'
import { encode } from './encode.ts'
import { encodeText } from './encode-text.ts'
import type { Flow, FlowNode } from './flow.ts'
import type { Term } from './term.ts'

/** Names the kinds of nodes and the form of the encoding. */
export const FLOW_VERSION = 'sigma-flow/v1'

/**
 * The text whose UTF-8 bytes are the identity of a flow that is in normal form.
 *
 * ```
 * sigma-flow/v1:((input n0) (llm n1 system="…" policy=sigma-pol/v2:(policy …) inputs=[n0]) (output n2 inputs=[n1]))
 * ```
 *
 * The nodes in the order of their numbers, single spaces; `template="…"` stands before the inputs
 * of a node that has one. Texts and policies are written as in the encoding of a term.
 */
export function encodeFlow([, nodes]: Flow): string {
  const policies = new Map<Term, string>()
  const policyText = (policy: Term): string => {
    const known = policies.get(policy) ?? encode(policy)
    policies.set(policy, known)
    return known
  }
  const texts = Object.entries(nodes)
    .sort(([a], [b]) => numberOf(a) - numberOf(b))
    .map(([id, node]) => `(${node.kind} ${id}${encodeMembers(node, policyText)})`)
  return `${FLOW_VERSION}:(${texts.join(' ')})`
}

function encodeMembers(node: FlowNode, policyText: (policy: Term) => string): string {
  switch (node.kind) {
    case 'input':
      return ''
    case 'output':
      return ` inputs=[${node.inputs.join(',')}]`
    case 'llm': {
      const { system, policy, template, inputs } = node
      const shaped = template === undefined ? '' : ` template=${encodeText(template)}`
      return ` system=${encodeText(system)} policy=${policyText(policy)}${shaped} inputs=[${inputs.join(',')}]`
    }
    default:
      return unreachable(node)
  }
}

/** Of a canonical id: 10 for `n10`. */
function numberOf(id: string): number {
  return Number(id.slice(1))
}
