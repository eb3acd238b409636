import { assemblePrompt, type Flow, inputsOf, type LlmNode } from '../../ir/index.ts'

/** A node that has everything it is asked with. */
export interface ReadyNode {
  /** Its name in the normal form of the flow: `n2`. */
  readonly id: string
  readonly node: LlmNode
  /** What its inputs gave, put together. */
  readonly prompt: string
  /** Whether it takes what the flow was asked. */
  readonly readsInput: boolean
  /** Whether its answer is the answer of the flow. */
  readonly answers: boolean
}

/** Says which nodes of a flow can be asked, as answers come. */
export interface Schedule {
  /** The node whose answer is the answer of the flow. */
  readonly last: string
  /** Every node that can be asked now and was not told of before, in the order of their numbers. */
  readonly ready: () => readonly ReadyNode[]
  /** What a node answered. */
  readonly answered: (id: string, text: string) => void
}

/** @param flow in normal form, with a node that asks a model. @param input what it is asked. */
export function openSchedule([, nodes]: Flow, input: string): Schedule {
  const texts = new Map<string, string>()
  const waiting = new Map<string, LlmNode>()
  let [inputId, last] = ['', '']
  const ids = Object.keys(nodes).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
  for (const id of ids) {
    const node = nodes[id]
    if (node?.kind === 'input') inputId = id
    else if (node?.kind === 'output') [last] = node.inputs
    else if (node?.kind === 'llm') waiting.set(id, node)
  }
  texts.set(inputId, input)
  return {
    last,
    ready() {
      const found: ReadyNode[] = []
      for (const [id, node] of waiting) {
        const inputs = inputsOf(node)
        if (!inputs.every((each) => texts.has(each))) continue
        waiting.delete(id)
        const taken = inputs.map((each) => texts.get(each) ?? '')
        const prompt = assemblePrompt(node, taken)
        found.push({
          id,
          node,
          prompt,
          readsInput: inputs.includes(inputId),
          answers: id === last,
        })
      }
      return found
    },
    answered: (id, text) => {
      texts.set(id, text)
    },
  }
}
