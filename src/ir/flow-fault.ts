import { nearestName } from '../base/nearest-name.ts'
import { quote } from './describe-value.ts'
import { type FlowNodes, inputsOf, inputsOfId } from './flow.ts'
import { flowOrder } from './flow-order.ts'
import { inside, labelStep, type Refused, refuse, refuseName } from './refuse.ts'

/**
 * What is wrong with the graph of nodes that are each well formed, or undefined.
 *
 * In this order: one input and one output; every input names a node that can be taken; no
 * circle; every node works towards the output. That every node is also reached from the input
 * follows: walking back from any node along its inputs, of which all but the input have one, ends
 * somewhere, as there is no circle, and only at the input.
 */
export function flowFault(nodes: FlowNodes): Refused | undefined {
  return (
    endpointFault(nodes, 'input') ??
    endpointFault(nodes, 'output') ??
    referenceFault(nodes) ??
    circleFault(nodes) ??
    uselessFault(nodes)
  )
}

function endpointFault(nodes: FlowNodes, kind: 'input' | 'output'): Refused | undefined {
  const found = idsOfKind(nodes, kind)
  if (found.length === 1) return undefined
  const names = found.length === 0 ? 'none' : `${found.length}, ${listed(found)}`
  return refuse('UH8022', `a flow has exactly one ${kind} node, found ${names}`)
}

function referenceFault(nodes: FlowNodes): Refused | undefined {
  for (const [id, node] of Object.entries(nodes)) {
    for (const [i, input] of inputsOf(node).entries()) {
      const fault = inputFault(input, nodes)
      if (fault !== undefined) return inside(`${labelStep(id)}.inputs[${i + 1}]`, fault)
    }
  }
  return undefined
}

function inputFault(input: string, nodes: FlowNodes): Refused | undefined {
  const taken = nodes[input]
  if (taken === undefined) {
    const message = `${quote(input)} is not a node of the flow`
    return refuseName('UH8021', message, nearestName(input, Object.keys(nodes)))
  }
  if (taken.kind !== 'output') return undefined
  return refuse('UH8021', `${quote(input)} is the output, which gives its answer to no other node`)
}

function circleFault(nodes: FlowNodes): Refused | undefined {
  const ordered = new Set(flowOrder(nodes))
  const stuck = Object.keys(nodes).find((id) => !ordered.has(id))
  if (stuck === undefined) return undefined
  // Every node that waits has an input that waits, so walking back along those comes round.
  const walked = new Set<string>()
  let at = stuck
  while (!walked.has(at)) {
    walked.add(at)
    at = inputsOfId(nodes, at).find((input) => !ordered.has(input)) ?? at
  }
  const circle = [...walked].slice([...walked].indexOf(at)).reverse()
  const through = circle.length === 1 ? '' : `, through ${listed(circle)}`
  const message = `the answer of ${quote(at)} depends on itself${through}`
  return inside(`${labelStep(at)}.inputs`, refuse('UH8023', message))
}

function uselessFault(nodes: FlowNodes): Refused | undefined {
  const used = new Set(idsOfKind(nodes, 'output'))
  // The set grows while it is walked.
  for (const id of used) for (const input of inputsOfId(nodes, id)) used.add(input)
  const useless = Object.keys(nodes).find((id) => !used.has(id))
  if (useless === undefined) return undefined
  return inside(labelStep(useless), refuse('UH8024', 'no path leads from this node to the output'))
}

function idsOfKind(nodes: FlowNodes, kind: string): readonly string[] {
  return Object.keys(nodes).filter((id) => nodes[id]?.kind === kind)
}

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, LISTED).map(quote).join(', ')
  return ids.length > LISTED ? `${shown} and ${ids.length - LISTED} more` : shown
}

const LISTED = 5
