import { unfilledText } from '../../ir/flow-warnings.ts'
import { TEMPLATE_SLOT, type TemplateSlot, unfilledSlot } from '../../ir/template-slots.ts'
import type { FlowItem, FlowNode, Name, Text } from '../../syntax/ast.ts'
import { listed } from '../listed.ts'
import { writeInstead } from '../problem.ts'
import { suggest } from '../suggest.ts'
import { checkFlowGraph } from './check-flow-graph.ts'
import { checkApplied } from './check-reference.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import { INPUT, type TypedFlow, type TypedNode } from './typed-flow.ts'

/**
 * A flow with every step checked. Adds UH1003 and UH1010 for a step whose name is taken, UH1015
 * for an unknown one, UH2022 for a template that names an input too many, what the graph adds
 * (UH1019, UH1020), and what the policies add. Undefined where a policy could not be checked.
 */
export function checkFlow(item: FlowItem, scope: Scope): TypedFlow | undefined {
  const steps = new Map<string, FlowNode>()
  for (const node of item.nodes) if (isFree(node, steps, scope)) steps.set(node.name.text, node)
  let sound = steps.size === item.nodes.length
  for (const name of [...item.nodes.flatMap((node) => node.inputs), item.returns]) {
    if (!isStep(name, steps, scope)) sound = false
  }
  if (sound) checkFlowGraph(item, steps, scope)
  const nodes: TypedNode[] = []
  for (const node of item.nodes) {
    const applied = checkApplied(node.policy, scope)
    checkTemplate(node, scope)
    if (applied === undefined) continue
    nodes.push({
      name: node.name.text,
      place: placeIn(scope, node),
      applied,
      system: node.system.text,
      inputs: node.inputs.map(({ text }) => text),
      template: node.template?.text,
    })
  }
  if (nodes.length < item.nodes.length) return undefined
  return {
    name: item.name.text,
    place: placeIn(scope, item.name),
    nodes,
    returns: item.returns.text,
  }
}

function isFree(node: FlowNode, steps: ReadonlyMap<string, FlowNode>, scope: Scope): boolean {
  const { text } = node.name
  const first = steps.get(text)
  if (first !== undefined) {
    report(scope, 'UH1003', {
      node: node.name,
      message: `the step \`${text}\` is defined twice`,
      also: [{ ...placeIn(scope, first.name), label: 'first here' }],
      help: 'rename one of them',
    })
    return false
  }
  if (text !== INPUT) return true
  report(scope, 'UH1010', {
    node: node.name,
    message: `\`${INPUT}\` already is the text that the flow is called with`,
    help: 'give the step another name',
  })
  return false
}

function isStep(name: Name, steps: ReadonlyMap<string, FlowNode>, scope: Scope): boolean {
  const { text, span } = name
  if (text === INPUT || steps.has(text)) return true
  const nearest = suggest(text, [INPUT, ...steps.keys()], scope.context.diagnostics)
  report(scope, 'UH1015', {
    node: name,
    message: `\`${text}\` is not a step of this flow`,
    help:
      nearest === undefined
        ? `there is ${listed([INPUT, ...steps.keys()])}`
        : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(span, nearest),
  })
  return false
}

/** `$3` in a template needs a third input. */
function checkTemplate({ template, inputs }: FlowNode, scope: Scope): void {
  if (template === undefined) return
  const slot = unfilledSlot(template.text, inputs.length)
  if (slot === undefined) return
  report(scope, 'UH2022', {
    node: slotIn(template, slot, scope),
    message: unfilledText(slot.written),
    help: `its inputs are ${listed(inputs.map((_, i) => `$${i + 1}`))}`,
  })
}

/** Where the slot stands in the source; the whole template where escapes hide it. */
function slotIn(template: Text, { slot, written }: TemplateSlot, scope: Scope): Pick<Text, 'span'> {
  const found = [...textOf(scope, template).matchAll(TEMPLATE_SLOT)][slot]
  if (found === undefined || found[0] !== written) return template
  const start = template.span.start + found.index
  return { span: { start, end: start + written.length } }
}
