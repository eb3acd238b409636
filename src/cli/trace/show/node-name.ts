import type { FlowRecord } from '../../../trace/index.ts'
import { toldName } from '../../report/told-name.ts'

/** What a node is called: as its step is where the flow was written, if that is known; and its id. */
export function nodeName(id: string, { nodes }: Pick<FlowRecord, 'nodes'>): string {
  const step = nodes.find(({ node }) => node === id)?.step
  return step === undefined ? toldName(id) : `\`${toldName(step)}\` (${toldName(id)})`
}
