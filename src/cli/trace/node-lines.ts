import { nodeReceipts, type PlayedFlow, playedNodes } from '../../trace/index.ts'
import type { FlowLine, ReceiptLine } from './tally.ts'

/** The nodes of a flow as receipts, for what is found out decision by decision. */
export function nodeLines({ flow, file, line, library, play }: FlowLine): readonly ReceiptLine[] {
  let played: PlayedFlow | undefined
  return nodeReceipts(flow).map((receipt, index) => ({
    receipt,
    file,
    line,
    library,
    play: () => {
      played ??= play()
      const node = playedNodes(played)[index]
      if (node === undefined) throw new Error('a flow is played node by node')
      return node
    },
  }))
}
