import type { Flow } from './flow.ts'
import { labelStep } from './refuse.ts'
import { unfilledSlot } from './template-slots.ts'
import type { Path } from './term.ts'

/** What hosts accept in a flow, and nobody can have meant. */
export interface FlowWarning {
  /** That of the same mistake in a text. */
  readonly code: 'UH2022'
  /** The id of the node. */
  readonly node: string
  readonly path: Path
  /** One sentence. */
  readonly message: string
}

/**
 * The templates of an admitted flow that name an input which their node does not have, in the order
 * of the nodes, the first such slot of each.
 */
export function flowWarnings([, nodes]: Flow): readonly FlowWarning[] {
  return Object.entries(nodes).flatMap(([id, node]) => {
    if (node.kind !== 'llm' || node.template === undefined) return []
    const slot = unfilledSlot(node.template, node.inputs.length)
    if (slot === undefined) return []
    const path = `$.flow${labelStep(id)}.template`
    return [{ code: 'UH2022', node: id, path, message: unfilledText(slot.written) } as const]
  })
}

/** @param written the slot, which may have any number of digits. */
export function unfilledText(written: string): string {
  const shown = written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written
  return `\`${shown}\` stands for an input that this step does not have, and is replaced by nothing`
}

const LONGEST = 20
