import { unreachable } from '../base/unreachable.ts'
import { assemblePrompt } from './assemble-prompt.ts'
import { type Flow, type FlowNode, inputsOf, type LlmNode } from './flow.ts'
import { flowOrder } from './flow-order.ts'

/**
 * The answer of a flow in normal form to `input`, node after node in the order of
 * {@link flowOrder}.
 *
 * @param answer what a model says to a prompt; called once for every `llm` node.
 */
export function runFlow(
  [, nodes]: Flow,
  input: string,
  answer: (node: LlmNode, prompt: string) => string,
): string {
  const texts = new Map<string, string>()
  const textOf = (node: FlowNode): string => {
    const taken = inputsOf(node).map((id) => texts.get(id) ?? '')
    switch (node.kind) {
      case 'input':
        return input
      case 'llm':
        return answer(node, assemblePrompt(node, taken))
      case 'output':
        return taken.join('')
      default:
        return unreachable(node)
    }
  }
  let last = ''
  for (const id of flowOrder(nodes)) {
    const node = nodes[id]
    if (node === undefined) continue
    last = textOf(node)
    texts.set(id, last)
  }
  // Every node works towards the output, so that comes last.
  return last
}
