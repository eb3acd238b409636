import fc from 'fast-check'
import type { Flow, FlowNode } from '../../src/ir/flow.ts'
import type { Term } from '../../src/ir/term.ts'

/*
 * Random admissible flows, with few systems, policies and templates, so that many nodes are twins
 * that only the graph tells apart.
 */

const POLICIES: readonly Term[] = [['top'], ['meets_req']].map((filter) => [
  'policy',
  filter,
  ['zero'],
  ['argmax'],
  ['id'],
  ['always', { action: 'abort' }],
])

interface Draft {
  readonly system: string
  readonly policy: Term
  readonly template: string | undefined
  /** Which of the nodes before it a node takes, each modulo their number. */
  readonly takes: readonly number[]
}

function draftArbitrary(policies: readonly Term[]): fc.Arbitrary<Draft> {
  return fc.record({
    system: fc.constantFrom('A', 'A', 'B'),
    policy: fc.constantFrom(...policies),
    template: fc.constantFrom(undefined, undefined, '', '$1'),
    takes: fc.array(fc.nat(60), { minLength: 1, maxLength: 3 }),
  })
}

/** A flow of up to `size` calls, labelled `u`, `x0`, `x1`, …, `o`. */
export function flowArbitrary(size = 14, policies = POLICIES): fc.Arbitrary<Flow> {
  return fc.array(draftArbitrary(policies), { maxLength: size }).map((drafts) => flowOf(drafts))
}

function flowOf(drafts: readonly Draft[]): Flow {
  const nodes: Record<string, FlowNode> = { u: { kind: 'input' } }
  const idle = new Set(['u'])
  const add = (id: string, node: FlowNode, inputs: readonly string[]) => {
    nodes[id] = node
    for (const input of inputs) idle.delete(input)
    idle.add(id)
  }
  for (const [i, { takes, template, system, policy }] of drafts.entries()) {
    const before = Object.keys(nodes)
    const inputs = takes.map((take) => before[take % before.length] ?? 'u')
    const shaped = template === undefined ? {} : { template }
    add(`x${i}`, { kind: 'llm', system, policy, inputs, ...shaped }, inputs)
  }
  // Whatever nobody takes yet is put together, few at a time, until one is left to be the answer.
  for (let i = 0; idle.size > 1; i++) {
    const inputs = [...idle].slice(0, 4)
    add(`y${i}`, { kind: 'llm', system: 'A', policy: POLICIES[0] ?? ['bot'], inputs }, inputs)
  }
  const [last = 'u'] = idle
  nodes.o = { kind: 'output', inputs: [last] }
  return ['flow', nodes]
}

/** The same flow under other labels, its nodes written down in another order. */
export function relabelled(flow: Flow, draw: (limit: number) => number): Flow {
  return relabelledWith(flow, draw).flow
}

/** The same, with the other labels by those that the flow had. */
export function relabelledWith([, nodes]: Flow, draw: (limit: number) => number) {
  const ids = Object.keys(nodes)
  const labels = new Map<string, string>()
  for (const id of ids) {
    const label = `${LABELS[draw(LABELS.length)]}${draw(1000)}`
    labels.set(id, [...labels.values()].includes(label) ? `${label}/${labels.size}` : label)
  }
  const rewritten: Record<string, FlowNode> = {}
  while (ids.length > 0) {
    const [id = ''] = ids.splice(draw(ids.length), 1)
    const node = nodes[id]
    if (node !== undefined) rewritten[labels.get(id) ?? ''] = withLabels(node, labels)
  }
  const flow: Flow = ['flow', rewritten]
  return { flow, labels }
}

/** Some of them sort as numbers, some before and some after what the flow was labelled with. */
const LABELS = ['', 'a', 'n', 'z', 'ñ', '__proto__']

function withLabels(node: FlowNode, labels: ReadonlyMap<string, string>): FlowNode {
  const named = (id: string) => labels.get(id) ?? ''
  switch (node.kind) {
    case 'input':
      return node
    case 'output':
      return { kind: 'output', inputs: [named(node.inputs[0])] }
    default:
      return { ...node, inputs: node.inputs.map(named) }
  }
}
