import { compareBytes } from '../base/byte-order.ts'
import { ok, type Result } from '../base/result.ts'
import { admitFlowNode, type FlowAdmission } from './admit-flow-node.ts'
import { describeStart, describeValue } from './describe-value.ts'
import type { Flow, FlowNode } from './flow.ts'
import { flowFault } from './flow-fault.ts'
import { type Limits, MAX_FLOW_NODES, NO_LIMITS } from './limits.ts'
import { isPlainArray, lengthOf, ownValue, type PlainEntry, plainEntries } from './plain-data.ts'
import { inside, labelStep, refuse } from './refuse.ts'
import type { Refusal } from './term.ts'
import { STANDARD_VOCABULARY, type Vocabulary } from './vocabulary.ts'

/**
 * Whether an outside value is a flow whose policies are terms over `vocabulary`.
 *
 * Total and bounded as the admission of terms is. First the shape and the number of nodes; then
 * each node, in byte order of the ids; then the graph. The answer shares nothing with `flow`, but
 * nodes that shared one policy array still do.
 *
 * @param limits hold for the policies; prompts are as long as the host lets a request be.
 */
export function admitFlow(
  flow: unknown,
  vocabulary: Vocabulary = STANDARD_VOCABULARY,
  limits: Limits = NO_LIMITS,
): Result<Flow, Refusal> {
  const outcome = admitShape(flow)
  if (!outcome.ok) return inside('$', outcome)
  const admission: FlowAdmission = {
    terms: { vocabulary, limits },
    prose: { vocabulary, limits: NO_LIMITS },
    policies: new Map(),
  }
  const nodes: Record<string, FlowNode> = Object.create(null)
  for (const [id, value] of outcome.value) {
    const node = admitFlowNode(id, value, admission)
    if (!node.ok) return inside(`$.flow${labelStep(id)}`, node)
    nodes[id] = node.value
  }
  const fault = flowFault(nodes)
  return fault === undefined ? ok(['flow', nodes]) : inside('$.flow', fault)
}

/** The nodes as found, in byte order of their ids. */
function admitShape(flow: unknown): Result<readonly PlainEntry[], Refusal> {
  const expected = 'expected a flow, `["flow", {id: node}]`'
  if (!isPlainArray(flow)) return refuse('UH8018', `${expected}, found ${describeValue(flow)}`)
  const tag = ownValue(flow, 0)
  if (tag !== 'flow') return refuse('UH8018', `${expected}, found ${describeStart(flow)}`)
  const length = lengthOf(flow)
  if (length !== 2) {
    return refuse('UH8018', `${expected}, found an array of length ${length}`)
  }
  const map = ownValue(flow, 1)
  const entries = plainEntries(map)
  if (entries === undefined) {
    return inside('.flow', refuse('UH8018', `expected a map of nodes, found ${describeValue(map)}`))
  }
  if (entries.length > MAX_FLOW_NODES) {
    const message = `a flow may have at most ${MAX_FLOW_NODES} nodes, found ${entries.length}`
    return inside('.flow', refuse('UH8005', message))
  }
  return ok([...entries].sort(([a], [b]) => compareBytes(a, b)))
}
