import { encode } from '../../ir/encode.ts'
import type { Flow, LlmNode } from '../../ir/flow.ts'
import type { Term } from '../../ir/term.ts'
import type { File, FlowItem, FlowNode, Item } from '../../syntax/ast.ts'
import { NOWHERE, name, policyItem, text } from './build.ts'
import { faithfulBody, type Writing } from './faithful-body.ts'
import type { DecompileInput, NamedFlow } from './read-input.ts'

/** The file that defines these policies and flows. Flows come last, with the policies they ask. */
export function decompiledFile({ policies, flows }: DecompileInput, writing: Writing): File {
  const items: Item[] = []
  const names = new Map<string, string>()
  const taken = new Set<string>(flows.map((each) => each.name))
  for (const policy of policies) {
    items.push(policyItem(policy.name, faithfulBody(policy.term, writing)))
    if (policy.name === undefined) continue
    taken.add(policy.name)
    const key = encode(policy.term)
    if (!names.has(key)) names.set(key, policy.name)
  }
  for (const { flow } of flows) {
    for (const [, { policy }] of steps(flow)) {
      const key = encode(policy)
      if (names.has(key)) continue
      const free = freeName(taken)
      names.set(key, free)
      items.push(policyItem(free, faithfulBody(policy, writing)))
    }
  }
  const asked = (policy: Term): string => names.get(encode(policy)) ?? ''
  items.push(...flows.map((flow) => flowItem(flow, asked)))
  return { kind: 'file', span: NOWHERE, edition: undefined, items }
}

function freeName(taken: Set<string>): string {
  let index = 1
  while (taken.has(`policy_${index}`)) index++
  taken.add(`policy_${index}`)
  return `policy_${index}`
}

function flowItem({ name: called, flow }: NamedFlow, asked: (policy: Term) => string): FlowItem {
  const [, nodes] = flow
  const labels = new Map(
    Object.entries(nodes).map(([id, node]) => [id, node.kind === 'input' ? 'input' : id]),
  )
  const output = Object.values(nodes).find((node) => node.kind === 'output')
  const label = (id: string) => name(labels.get(id) ?? id)
  return {
    kind: 'flow',
    span: NOWHERE,
    doc: [],
    name: name(called),
    nodes: steps(flow).map(([id, node]): FlowNode => {
      const { policy, system, inputs, template } = node
      return {
        kind: 'node',
        span: NOWHERE,
        name: name(id),
        policy: { kind: 'reference', span: NOWHERE, name: name(asked(policy)), args: [] },
        system: text(system),
        inputs: inputs.map(label),
        template: template === undefined ? undefined : text(template),
      }
    }),
    returns: label(output?.inputs[0] ?? ''),
  }
}

/** The calls of a flow, in the order of their canonical ids: each after those it waits for. */
function steps([, nodes]: Flow): readonly (readonly [string, LlmNode])[] {
  return Object.entries(nodes).flatMap(([id, node]) =>
    node.kind === 'llm' ? [[id, node] as const] : [],
  )
}
