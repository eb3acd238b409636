import { compareBytes } from '../base/byte-order.ts'
import { unreachable } from '../base/unreachable.ts'
import { encode } from './encode.ts'
import { type Flow, type FlowNode, type FlowNodes, inputsOf, inputsOfId } from './flow.ts'
import { normalize } from './normalize.ts'
import type { Term } from './term.ts'

/**
 * The normal form of an admitted flow: policies in normal form, and canonical ids `n0`, `n1`, …
 *
 * Ids are given one after the other. Of the nodes whose inputs all have theirs, the next is the
 * one with the smallest key in UTF-8 bytes: kind, system, policy and template, then the canonical
 * ids of the inputs in the order written.
 *
 * ```
 * llm \0 Answer briefly. \0 sigma-pol/v2:(policy …) \0 $1 \1 n0,n3
 * ```
 *
 * Nodes with the same key are told apart by where a reader first meets them who starts at the
 * output and at every node follows the inputs in the order written. The reader meets every node,
 * as each works towards the output, and goes by no label. So flows that differ only in labels
 * have the same normal form, however many twins there are among their nodes.
 */
export function normalizeFlow(flow: Flow): Flow {
  return normalizeFlowTracked(flow).flow
}

/** As {@link normalizeFlow}; tells besides which canonical id each id was given. */
export function normalizeFlowTracked([, nodes]: Flow): NormalizedFlow {
  const met = placesOf(nodes)
  const places = [...met.values()]
  const normal: Record<string, FlowNode> = Object.create(null)
  const ready: Place[] = places.filter(({ waiting }) => waiting === 0)
  let next = 0
  for (let place = ready.shift(); place !== undefined; place = ready.shift()) {
    place.id = `n${next++}`
    normal[place.id] = relabelled(place)
    for (const taker of place.takers) {
      taker.waiting -= 1
      if (taker.waiting === 0) insert(withKey(taker), ready)
    }
  }
  return { flow: ['flow', normal], ids: new Map([...met].map(([id, place]) => [id, place.id])) }
}

export interface NormalizedFlow {
  readonly flow: Flow
  /** The canonical id of every node, by the id that it had. */
  readonly ids: ReadonlyMap<string, string>
}

/** A node on its way to an id. */
interface Place {
  /** With its policy in normal form; inputs still as they were labelled. */
  readonly node: FlowNode
  /** Everything of the node but its inputs. */
  readonly content: string
  /** When the reader meets the node: 0 for the output. */
  readonly met: number
  readonly inputs: readonly Place[]
  /** The nodes that take the answer, once for each time. */
  readonly takers: Place[]
  /** How many inputs have no canonical id yet. */
  waiting: number
  /** What decides between ready nodes; empty until the node is ready. */
  key: string
  /** Canonical; empty until it is given. */
  id: string
}

/** By id, in the order in which the reader meets them. */
function placesOf(nodes: FlowNodes): ReadonlyMap<string, Place> {
  const places = new Map<string, Place & { inputs: Place[] }>()
  const policies = policyReader()
  for (const id of readingOrder(nodes)) {
    const node = nodes[id]
    if (node === undefined) continue
    const waiting = inputsOf(node).length
    const met = places.size
    places.set(id, { ...policies(node), met, inputs: [], takers: [], waiting, key: '', id: '' })
  }
  for (const [id, place] of places) {
    for (const inputId of inputsOfId(nodes, id)) {
      const input = places.get(inputId)
      if (input === undefined) continue
      place.inputs.push(input)
      input.takers.push(place)
    }
  }
  return places
}

function readingOrder(nodes: FlowNodes): readonly string[] {
  const met = new Set<string>()
  const ahead = Object.keys(nodes).filter((id) => nodes[id]?.kind === 'output')
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (met.has(id)) continue
    met.add(id)
    ahead.push(...inputsOfId(nodes, id).toReversed())
  }
  return [...met]
}

/** Normalizes and encodes each policy once; equal policies become the same array. */
function policyReader(): (node: FlowNode) => Pick<Place, 'node' | 'content'> {
  const known = new Map<Term, { readonly policy: Term; readonly text: string }>()
  const interned = new Map<string, Term>()
  const read = (term: Term) => {
    const policy = normalize(term)
    const text = encode(policy)
    const first = interned.get(text) ?? policy
    interned.set(text, first)
    const result = { policy: first, text }
    known.set(term, result)
    return result
  }
  return (node) => {
    if (node.kind !== 'llm') return { node, content: node.kind }
    const { policy, text } = known.get(node.policy) ?? read(node.policy)
    const content = ['llm', node.system, text, node.template ?? ''].join('\0')
    return { node: { ...node, policy }, content }
  }
}

function withKey(place: Place): Place {
  place.key = `${place.content}\x01${place.inputs.map(({ id }) => id).join(',')}`
  return place
}

/** Keeps `ready` sorted. */
function insert(place: Place, ready: Place[]): void {
  let low = 0
  let high = ready.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = ready[middle]
    if (other !== undefined && compare(other, place) < 0) low = middle + 1
    else high = middle
  }
  ready.splice(low, 0, place)
}

function compare(a: Place, b: Place): number {
  return compareBytes(a.key, b.key) || a.met - b.met
}

function relabelled({ node, inputs }: Place): FlowNode {
  const ids = inputs.map(({ id }) => id)
  switch (node.kind) {
    case 'input':
      return node
    case 'llm':
      return { ...node, inputs: ids }
    case 'output': {
      const [input = ''] = ids
      return { kind: 'output', inputs: [input] }
    }
    default:
      return unreachable(node)
  }
}
