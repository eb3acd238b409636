import { compareBytes } from '../base/byte-order.ts'
import { type FlowNodes, inputsOfId } from './flow.ts'

/**
 * The ids in an order in which every node comes after its inputs; the nodes of a circle, and all
 * that depend on one, are left out. Every input must name a node.
 *
 * A queue that begins with the nodes without inputs; a node joins it when the last of its inputs
 * has been taken. Nodes that join together join in byte order of their ids, so `n10` comes before
 * `n2`.
 */
export function flowOrder(nodes: FlowNodes): readonly string[] {
  const ids = Object.keys(nodes).sort(compareBytes)
  const waiting = new Map(ids.map((id) => [id, inputsOfId(nodes, id).length]))
  const takers = takersOf(nodes, ids)
  const order = ids.filter((id) => waiting.get(id) === 0)
  // The list grows while it is walked.
  for (const id of order) {
    for (const taker of takers.get(id) ?? []) {
      const left = (waiting.get(taker) ?? 0) - 1
      waiting.set(taker, left)
      if (left === 0) order.push(taker)
    }
  }
  return order
}

/** For every id those that take its answer, in the order of `ids`, once for each time. */
function takersOf(
  nodes: FlowNodes,
  ids: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const takers = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const id of ids) {
    for (const input of inputsOfId(nodes, id)) takers.get(input)?.push(id)
  }
  return takers
}
