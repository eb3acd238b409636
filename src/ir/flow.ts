import type { Term } from './term.ts'

/**
 * An admitted flow: calls that feed one another, from one input to one answer. A finite graph
 * without circles in which every node works towards the output. Ids are labels.
 */
export type Flow = readonly ['flow', FlowNodes]

/** Without a prototype when admitted: any text is an id. */
export type FlowNodes = Readonly<Record<string, FlowNode>>

export type FlowNode = InputNode | LlmNode | OutputNode

/** Gives the text that the flow was called with. */
export interface InputNode {
  readonly kind: 'input'
}

/** Gives the answer of a model to what its inputs gave. */
export interface LlmNode {
  readonly kind: 'llm'
  readonly system: string
  readonly policy: Term
  /** At least one id. Their order is meaning; an id may stand twice. */
  readonly inputs: readonly string[]
  /** The prompt, with `$1`, `$2`, … for the inputs. Without it they are put together. */
  readonly template?: string
}

/** Gives what its one input gave, as the answer of the flow. */
export interface OutputNode {
  readonly kind: 'output'
  readonly inputs: readonly [string]
}

/** The ids whose answers a node takes, in order. */
export function inputsOf(node: FlowNode): readonly string[] {
  return node.kind === 'input' ? [] : node.inputs
}

/** As {@link inputsOf}, by id; none for an id that names no node. */
export function inputsOfId(nodes: FlowNodes, id: string): readonly string[] {
  const node = nodes[id]
  return node === undefined ? [] : inputsOf(node)
}

/** The policies that a flow asks, each with the id of its node, in the order of the nodes. */
export function policiesAsked([, nodes]: Flow): readonly (readonly [id: string, policy: Term])[] {
  return Object.entries(nodes).flatMap(([id, node]) =>
    node.kind === 'llm' ? [[id, node.policy] as const] : [],
  )
}
