import type { Difference } from './difference.ts'
import { differenceText } from './difference-text.ts'
import { flowDifference } from './flow-difference.ts'
import type { FlowRecord } from './flow-record.ts'
import { nodeReceipts } from './node-receipts.ts'
import type { Diverged, Divergence, Played } from './replay.ts'

/** A flow, played again: one request, however many nodes it has. */
export type PlayedFlow = ReproducedFlow | DivergedFlow

export interface ReproducedFlow {
  readonly kind: 'reproduced'
  readonly flow: FlowRecord
  /** One for each node, in their order. */
  readonly nodes: readonly Played[]
}

export interface DivergedFlow {
  readonly kind: 'diverged'
  readonly flow: FlowRecord
  /** As far as each can be played by itself: it may be reproduced, and what follows from it not. */
  readonly nodes: readonly Played[]
  /** The first of the nodes, else of the whole; paths begin at the flow: `$.nodes[1].hops[0]`. */
  readonly divergence: Divergence
}

interface Playing {
  readonly play: (receipt: ReturnType<typeof nodeReceipts>[number]) => Played
  /** The version that plays. */
  readonly engine: string
}

/** Plays each node as a receipt, and then what follows from all of them. */
export function playFlow(flow: FlowRecord, { play, engine }: Playing): PlayedFlow {
  const nodes = nodeReceipts(flow).map(play)
  for (const [index, node] of nodes.entries()) {
    if (node.kind === 'reproduced') continue
    return { kind: 'diverged', flow, nodes, divergence: ofNode(node.divergence, index) }
  }
  const difference = flowDifference(flow)
  if (difference === undefined) return { kind: 'reproduced', flow, nodes }
  const cause = flow.engine === engine ? 'receipt' : 'engine'
  const message = differenceText(difference)
  return { kind: 'diverged', flow, nodes, divergence: { cause, message, difference } }
}

/**
 * The nodes for whoever judges each by itself. Where the flow diverges, none of them is taken for
 * what it says: that of one does not follow from that of the others.
 */
export function playedNodes(played: PlayedFlow): readonly Played[] {
  if (played.kind === 'reproduced') return played.nodes
  const { divergence } = played
  return played.nodes.map(
    (node): Diverged => ({
      kind: 'diverged',
      receipt: node.receipt,
      scene: node.scene,
      divergence,
    }),
  )
}

/** What is wrong with a node, told of the flow. */
function ofNode({ cause, message, difference }: Divergence, index: number): Divergence {
  const at = `$.nodes[${index}]`
  if (difference === undefined) return { cause, message: `\`${at}\`: ${message}`, difference }
  const placed: Difference = { ...difference, path: `${at}${difference.path.slice(1)}` }
  return { cause, message: differenceText(placed), difference: placed }
}
