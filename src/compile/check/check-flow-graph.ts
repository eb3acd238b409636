import type { FlowItem, FlowNode } from '../../syntax/ast.ts'
import { placeIn, report, type Scope } from './scope.ts'

/**
 * Whether the steps of a flow can be run one after another and all serve the answer. Adds UH1019
 * for each circle, UH1020 for a step whose answer nobody takes. Walks without recursion: a chain
 * of steps may be as long as the file.
 */
export function checkFlowGraph(
  { nodes, returns }: FlowItem,
  steps: ReadonlyMap<string, FlowNode>,
  scope: Scope,
): void {
  const waiting = stepsInCircles(nodes, steps)
  const [first] = waiting
  if (first !== undefined) {
    const circle = circleFrom(first, new Set(waiting), steps)
    report(scope, 'UH1019', {
      node: first.name,
      message: circleText(circle.map(({ name }) => name.text)),
      also: waiting
        .slice(1, 8)
        .map((node) => ({ ...placeIn(scope, node.name), label: 'waits in the circle' })),
      help:
        circle.length === 2
          ? 'give it `input`, or steps that come before it'
          : 'give one of them only `input`, or steps that come before it',
    })
    return
  }
  const useful = new Set<string>()
  const pending = [returns.text]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (useful.has(name)) continue
    useful.add(name)
    pending.push(...(steps.get(name)?.inputs.map(({ text }) => text) ?? []))
  }
  for (const node of nodes) {
    const { text } = node.name
    if (useful.has(text)) continue
    report(scope, 'UH1020', {
      node: node.name,
      message: `nobody takes the answer of \`${text}\``,
      help: `give it to a step that leads to \`return ${returns.text}\`, or delete it`,
    })
  }
}

/** @param names those of a circle, the first one again at the end. */
function circleText(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``)
  if (quoted.length === 2) return `${quoted[0]} waits for itself, so it can never begin`
  return `${quoted.join(' waits for ')}, so none of them can begin`
}

/** What is left after running every step whose inputs are there. */
function stepsInCircles(
  nodes: readonly FlowNode[],
  steps: ReadonlyMap<string, FlowNode>,
): readonly FlowNode[] {
  const missing = new Map<FlowNode, number>()
  const takers = new Map<string, FlowNode[]>()
  for (const node of nodes) {
    const inputs = node.inputs.filter(({ text }) => steps.has(text))
    missing.set(node, inputs.length)
    for (const { text } of inputs) {
      const known = takers.get(text)
      if (known === undefined) takers.set(text, [node])
      else known.push(node)
    }
  }
  const ready = nodes.filter((node) => missing.get(node) === 0)
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    missing.delete(node)
    for (const taker of takers.get(node.name.text) ?? []) {
      const left = (missing.get(taker) ?? 0) - 1
      missing.set(taker, left)
      if (left === 0) ready.push(taker)
    }
  }
  return nodes.filter((node) => missing.has(node))
}

/** One circle among the steps that wait: follow what each waits for until a name comes again. */
function circleFrom(
  start: FlowNode,
  waiting: ReadonlySet<FlowNode>,
  steps: ReadonlyMap<string, FlowNode>,
): readonly FlowNode[] {
  const path: FlowNode[] = []
  let node: FlowNode | undefined = start
  while (node !== undefined && !path.includes(node)) {
    path.push(node)
    node = node.inputs
      .map(({ text }) => steps.get(text))
      .find((each) => each !== undefined && waiting.has(each))
  }
  return node === undefined ? path : [...path.slice(path.indexOf(node)), node]
}
