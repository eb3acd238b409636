/**
 * Planning the largest flow that hosts accept: 256 nodes, each taking 32 answers, over 1000
 * candidates. A node is to take well under a millisecond.
 */

import { planFlow } from '../src/decide/flow/plan-flow.ts'
import { plan } from '../src/decide/plan.ts'
import type { Flow, FlowNode } from '../src/ir/flow.ts'
import { MAX_FLOW_INPUTS, MAX_FLOW_NODES } from '../src/ir/limits.ts'
import { normalizeFlow } from '../src/ir/normalize-flow.ts'
import type { Term } from '../src/ir/term.ts'
import { CANDIDATES, CONTEXT, POLICY } from './decide-scene.ts'
import { bench } from './harness.ts'

const CALLS = MAX_FLOW_NODES - 2

/** Calls that each take the ones before, as many as they may. */
function flowOf(policyOf: (call: number) => Term): Flow {
  const nodes: Record<string, FlowNode> = { u: { kind: 'input' } }
  for (let call = 0; call < CALLS; call++) {
    const taken = Array.from({ length: MAX_FLOW_INPUTS }, (_, i) => call - 1 - i)
    nodes[`x${call}`] = {
      kind: 'llm',
      system: 'Answer from what you are given.',
      policy: policyOf(call),
      inputs: taken.map((input) => (input < 0 ? 'u' : `x${input}`)),
    }
  }
  nodes.o = { kind: 'output', inputs: [`x${CALLS - 1}`] }
  return ['flow', nodes]
}

/** The same terms, none of them the same array. */
function copyOf(term: Term): Term {
  return structuredClone(term)
}

/** Another floor of quality for every call, so that none can be decided for another. */
function ownPolicy(call: number): Term {
  const [op, , ...rest] = POLICY
  const filter: Term = ['and', ['cmp', 'quality', 'ge', 0.3 + call / 1000], ['meets_req']]
  return [op, filter, ...rest]
}

const given = flowOf(() => copyOf(POLICY))
const normal = normalizeFlow(given)
const distinct = normalizeFlow(flowOf(ownPolicy))
const policies = Object.values(distinct[1]).flatMap((node) =>
  node.kind === 'llm' ? [node.policy] : [],
)

bench({
  name: 'flow-plan',
  samples: 20,
  variants: {
    plan: () => () => plan(POLICY, CANDIDATES, CONTEXT),
    apart: () => () => policies.map((policy) => plan(policy, CANDIDATES, CONTEXT)),
    'a policy': () => () => planFlow(normal, CANDIDATES, CONTEXT),
    copies: () => () => planFlow(given, CANDIDATES, CONTEXT),
    'all different': () => () => planFlow(distinct, CANDIDATES, CONTEXT),
    normalize: () => () => normalizeFlow(given),
  },
  rows: [
    { what: 'one policy for all nodes', variant: 'a policy', against: 'plan' },
    { what: 'the same, not normalized', variant: 'copies', against: 'plan' },
    // As many decisions as there are calls, and little besides.
    { what: 'another policy each', variant: 'all different', against: 'apart', budget: 1.3 },
    { what: 'normal form', variant: 'normalize', against: 'plan' },
  ],
})
