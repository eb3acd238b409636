import { type FlowNodes, inputsOfId } from './flow.ts'
import { flowOrder } from './flow-order.ts'

/**
 * The ids in levels: a node stands one level below the lowest of its inputs, so nodes of one level
 * do not wait for each other and can run at once. The input is the first level by itself and the
 * output the last. Within a level the order is that of {@link flowOrder}.
 *
 * @param nodes of an admitted flow.
 */
export function flowLevels(nodes: FlowNodes): readonly (readonly string[])[] {
  const levelOf = new Map<string, number>()
  const levels: string[][] = []
  for (const id of flowOrder(nodes)) {
    const above = inputsOfId(nodes, id).map((input) => levelOf.get(input) ?? 0)
    const level = above.reduce((lowest, each) => Math.max(lowest, each), -1) + 1
    levelOf.set(id, level)
    const known = levels[level]
    if (known === undefined) levels.push([id])
    else known.push(id)
  }
  return levels
}
