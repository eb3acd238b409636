import { utf8ToBytes } from '@noble/hashes/utils.js'
import { assemblePrompt } from '../ir/assemble-prompt.ts'
import type { Flow, LlmNode } from '../ir/flow.ts'
import { flowOrder } from '../ir/flow-order.ts'

/** What is assumed of the texts of a flow, none of which exists yet. */
export interface FlowSizes {
  /** Tokens of the text that the flow is called with. */
  readonly request: number
  /** Tokens that a call answers. */
  readonly answerOf: (node: LlmNode) => number
}

/** Tokens of one call; both whole. */
export interface CallTokens {
  readonly input: number
  readonly output: number
}

/**
 * The tokens that each call of a flow is expected to read and to write, by id.
 *
 *     input = its system prompt + what its prompt says itself + what it takes, each as often as it stands there
 *
 * What stands in the flow is counted at four UTF-8 bytes a token, rounded up. The text of the
 * request and the answers are as long as `sizes` says: an answer is counted at its full length in
 * every prompt that it goes into, and an input that a template leaves out is not counted.
 */
export function flowTokens(
  [, nodes]: Flow,
  { request, answerOf }: FlowSizes,
): ReadonlyMap<string, CallTokens> {
  const calls = new Map<string, CallTokens>()
  for (const id of flowOrder(nodes)) {
    const node = nodes[id]
    if (node?.kind !== 'llm') continue
    const taken = usesOf(node).reduce(
      (sum, uses, i) => sum + uses * (calls.get(node.inputs[i] ?? '')?.output ?? request),
      0,
    )
    const own = tokensOf(node.system) + tokensOf(assemblePrompt(node, nothings(node)))
    calls.set(id, { input: own + taken, output: answerOf(node) })
  }
  return calls
}

/** How often each input stands in the prompt: as many characters longer it is with one of them. */
function usesOf(node: LlmNode): readonly number[] {
  const bare = assemblePrompt(node, nothings(node)).length
  return node.inputs.map((_, i) => assemblePrompt(node, nothings(node).with(i, 'x')).length - bare)
}

function nothings({ inputs }: LlmNode): string[] {
  return inputs.map(() => '')
}

function tokensOf(text: string): number {
  return Math.ceil(utf8ToBytes(text).length / BYTES_PER_TOKEN)
}

/** About what English comes to; most other languages take more bytes for a token. */
const BYTES_PER_TOKEN = 4
