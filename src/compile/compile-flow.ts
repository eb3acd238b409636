import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { admitFlow } from '../ir/admit-flow.ts'
import type { Flow, FlowNode } from '../ir/flow.ts'
import { fingerprintFlow } from '../ir/flow-identity.ts'
import { normalizeFlowTracked } from '../ir/normalize-flow.ts'
import type { Term } from '../ir/term.ts'
import { INPUT, type TypedFlow, type TypedNode } from './check/typed-flow.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import type { Engine } from './lower-policy.ts'
import { problem } from './problem.ts'
import { type Workload, withinWorkload } from './workload.ts'

/** A flow in normal form. */
export interface CompiledFlow {
  readonly name: string
  /** `sha256:…` */
  readonly fingerprint: string
  readonly flow_ir: Flow
  /** The name of the file it stands in. */
  readonly source: string
  /** The policies that its steps ask, in the order of the file. */
  readonly policies: readonly CompiledPolicy[]
  /** What the steps are called, each with the policy of the same place in `policies`. */
  readonly steps: readonly CompiledStep[]
}

export interface CompiledStep {
  readonly name: string
  /** In `flow_ir`. */
  readonly id: string
}

/**
 * Compiles one flow of a file without errors, with the policies that it asks. Adds what they add,
 * and UH3006 when the flow is larger than hosts accept.
 */
export function compileFlow(
  flow: TypedFlow,
  engine: Engine,
  workload: Workload,
): Checked<CompiledFlow | undefined> {
  const diagnostics: Diagnostic[] = []
  const policies: CompiledPolicy[] = []
  const nodes: Record<string, FlowNode> = Object.create(null)
  nodes[INPUT] = { kind: 'input' }
  for (const node of flow.nodes) {
    const compiled = withinWorkload(workload, node.place, () => compilePolicy(node.applied, engine))
    diagnostics.push(...compiled.diagnostics)
    if (compiled.value === undefined) continue
    policies.push(compiled.value)
    nodes[node.name] = llmNode(node, compiled.value.policy_ir)
  }
  nodes[freeId('output', nodes)] = { kind: 'output', inputs: [flow.returns] }
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }

  const admitted = admitFlow(['flow', nodes], engine.vocabulary)
  if (!admitted.ok) {
    const { code, path, message } = admitted.error
    if (code !== 'UH8005' && code !== 'UH8020')
      throw new Error(`the compiler made an inadmissible flow: ${path}: ${message}`)
    diagnostics.push(
      problem('UH3006', flow.place, {
        message: `\`${flow.name}\` is larger than hosts accept: ${message}`,
        help: 'a flow may have 256 steps, and a step 32 inputs',
      }),
    )
    return { value: undefined, diagnostics }
  }
  const { flow: flow_ir, ids } = normalizeFlowTracked(['flow', nodes])
  const value: CompiledFlow = {
    name: flow.name,
    fingerprint: fingerprintFlow(flow_ir),
    flow_ir,
    source: flow.place.source,
    policies,
    steps: flow.nodes.map(({ name }) => ({ name, id: ids.get(name) ?? name })),
  }
  return { value, diagnostics }
}

/** An id that no step has; ids are labels, so any will do. */
function freeId(wanted: string, nodes: Readonly<Record<string, FlowNode>>): string {
  return wanted in nodes ? freeId(`${wanted}_`, nodes) : wanted
}

function llmNode({ system, inputs, template }: TypedNode, policy: Term): FlowNode {
  const node = { kind: 'llm', system, policy, inputs } as const
  return template === undefined ? node : { ...node, template }
}
