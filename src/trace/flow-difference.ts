import { type Difference, firstDifference } from './difference.ts'
import type { FlowRecord } from './flow-record.ts'
import { sumOfNodes } from './sum-of-nodes.ts'
import { sumOfUsages } from './sum-of-usages.ts'

/*
 * What holds between the nodes of a flow, and between them and the whole. That each node follows
 * from what it was decided from is seen elsewhere: it is played as a receipt is.
 *
 *     n0 ──┬── n1 ──┬── n3    nodes stand in the order of their numbers, inputs before those that
 *          └── n2 ──┘         they feed; n0 is what was asked, and n3, the last one, answers
 */

/** The first difference between a flow and what follows from its nodes. */
export function flowDifference(flow: FlowRecord): Difference | undefined {
  return orderDifference(flow) ?? feedingDifference(flow) ?? wholeDifference(flow)
}

type Node = FlowRecord['nodes'][number]

/** Names stand in the order of their numbers, none twice, and none behind the one that answers. */
function orderDifference({ nodes, answers }: FlowRecord): Difference | undefined {
  const last = numberOf(answers)
  if (last === undefined) {
    return { path: '$.answers', recorded: answers, computed: 'the name of a node' }
  }
  let before = 0
  for (const [index, { node }] of nodes.entries()) {
    const number = numberOf(node)
    if (number === undefined || number <= before || number > last) {
      const computed = `a name behind n${before}, up to ${answers}`
      return { path: `$.nodes[${index}].node`, recorded: node, computed }
    }
    before = number
  }
  return undefined
}

/** Of a name in the normal form of flows. */
function numberOf(name: string): number | undefined {
  return NAME.test(name) ? Number(name.slice(1)) : undefined
}

const NAME = /^n(?:0|[1-9]\d{0,2})$/

/** A node is given whole answers of nodes before it, and asks when the last of them is there. */
function feedingDifference({ nodes }: FlowRecord): Difference | undefined {
  const before = new Map<string, { readonly node: Node; readonly index: number }>()
  for (const [index, node] of nodes.entries()) {
    if (node.inputs.length === 0) {
      return { path: `$.nodes[${index}].inputs[0]`, recorded: undefined, computed: SOME_INPUT }
    }
    const begun = node.hops[0]?.start_ms
    for (const [at, name] of node.inputs.entries()) {
      if (name === 'n0') continue
      const input = before.get(name)
      if (input === undefined) {
        const path = `$.nodes[${index}].inputs[${at}]`
        return { path, recorded: name, computed: SOME_INPUT }
      }
      if (begun === undefined) continue
      const { outcome, hops } = input.node
      if (outcome !== 'complete') {
        const path = `$.nodes[${input.index}].outcome`
        return { path, recorded: outcome, computed: 'complete' }
      }
      const ended = hops.at(-1)?.end_ms
      if (ended !== undefined && begun < ended) {
        const path = `$.nodes[${index}].hops[0].start_ms`
        return { path, recorded: begun, computed: `${ended} or later` }
      }
    }
    before.set(node.node, { node, index })
  }
  return undefined
}

const SOME_INPUT = 'n0 or a node before it'

/** The outcome, and sums to the last digit. */
function wholeDifference(flow: FlowRecord): Difference | undefined {
  const { nodes } = flow
  for (const [index, { hops, usage }] of nodes.entries()) {
    if (hops.length === 0) continue
    const computed = sumOfUsages(hops.flatMap((hop) => hop.usage ?? []))
    const found = firstDifference(usage, computed, `$.nodes[${index}].usage`)
    if (found !== undefined) return found
  }
  const { usage, cost } = sumOfNodes(nodes)
  return (
    outcomeDifference(flow) ??
    firstDifference(flow.usage, usage, '$.usage') ??
    firstDifference(flow.cost, cost, '$.cost')
  )
}

/**
 * A flow ends as the node does that answers. Where that one was not asked, the flow failed: in
 * which way its nodes alone do not say, since the time may run out, and the client may leave,
 * while none of them is at work.
 */
function outcomeDifference({ nodes, answers, outcome }: FlowRecord): Difference | undefined {
  const answer = nodes.find(({ node }) => node === answers)
  const path = '$.outcome'
  if (answer === undefined) {
    const isAnswered = outcome === 'complete' || outcome === 'incomplete'
    if (isAnswered || outcome === 'simulated') {
      return { path: '$.answers', recorded: answers, computed: 'a node of the receipt' }
    }
  } else if (ENDS.has(answer.outcome) || ENDS.has(outcome)) {
    const { outcome: computed } = answer
    if (outcome !== computed) return { path, recorded: outcome, computed }
  }
  if (outcome !== 'rejected') return undefined
  const isRefused = nodes.some((node) => node.outcome === 'rejected')
  const wasCalled = nodes.some(({ hops }) => hops.length > 0)
  return wasCalled && !isRefused ? { path, recorded: outcome, computed: 'exhausted' } : undefined
}

/** After these of the answering node nothing can change how the flow ends. */
const ENDS: ReadonlySet<string> = new Set(['complete', 'incomplete', 'simulated'])
