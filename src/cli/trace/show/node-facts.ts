import type { FlowRecord } from '../../../trace/index.ts'
import type { Fact } from '../../report/facts.ts'
import { toldName } from '../../report/told-name.ts'
import { nodeName } from './node-name.ts'
import type { FoundReceipt } from './told-receipt.ts'

/** What a node is in its flow; nothing of a receipt that is none. */
export function nodeFacts({ node: place }: FoundReceipt): readonly Fact[] {
  if (place === undefined) return []
  const { flow, node } = place
  const { name, fingerprint } = flow.flow
  const whose = `${nodeName(node.node, flow)} of the flow ${toldName(name ?? shortFingerprint(fingerprint))}`
  const told =
    flow.answers === node.node ? 'its answer is that of the flow' : 'others are given its answer'
  return [
    { name: 'node', text: `${whose}; ${told}` },
    { name: 'is given', text: node.inputs.map((id) => inputText(id, flow)).join(', ') },
  ]
}

/** As much of it as tells flows apart. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 'sha256:'.length + 12)
}

function inputText(id: string, flow: FlowRecord): string {
  return id === 'n0' ? 'what was asked' : `the answer of ${nodeName(id, flow)}`
}
