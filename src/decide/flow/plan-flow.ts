import type { Candidate } from '../../catalog/candidate.ts'
import { encode } from '../../ir/encode.ts'
import type { Flow, LlmNode } from '../../ir/flow.ts'
import { flowLevels } from '../../ir/flow-levels.ts'
import type { Term } from '../../ir/term.ts'
import type { Context } from '../context.ts'
import type { Decision } from '../evaluator.ts'
import { normalized } from '../normalized.ts'
import { plan } from '../plan.ts'

/** What is decided for a flow before any of its calls is made. */
export interface FlowPlan {
  /** The calls by level: those of one level do not wait for each other. Ids, the first to run first. */
  readonly levels: readonly (readonly string[])[]
  /** By id, in the order of `levels`. */
  readonly nodes: ReadonlyMap<string, NodePlan>
}

/** What is decided for one call of a flow. */
export interface NodePlan {
  readonly node: LlmNode
  /** From 0, the place among the levels. */
  readonly level: number
  readonly decision: Decision
}

/**
 * What each call of a flow decides over the candidates, as {@link plan} would for its policy alone:
 * every call meets the same candidates, request, state and seed. So nodes that ask the same policy
 * share one decision, made once, and labels decide nothing.
 *
 * Never throws on a flow that was admitted under the vocabulary of the context.
 */
export function planFlow(
  [, nodes]: Flow,
  candidates: readonly Candidate[],
  context: Context = {},
): FlowPlan {
  const decide = decideOnce((policy) => plan(policy, candidates, context))
  // The input and the output decide nothing, and each stands on a level by itself.
  const levels = flowLevels(nodes).slice(1, -1)
  const plans = new Map<string, NodePlan>()
  for (const [level, ids] of levels.entries()) {
    for (const id of ids) {
      const node = nodes[id]
      if (node?.kind === 'llm') plans.set(id, { node, level, decision: decide(node.policy) })
    }
  }
  return { levels, nodes: plans }
}

/**
 * The same decision for equal policies. In a normalized flow they are one array; in any other they
 * are found to be equal by their encodings.
 */
function decideOnce(decide: (policy: Term) => Decision): (policy: Term) => Decision {
  const byPolicy = new Map<Term, Decision>()
  const byText = new Map<string, Decision>()
  return (policy) => {
    const known = byPolicy.get(policy)
    if (known !== undefined) return known
    const text = encodingOf(policy)
    const decision = byText.get(text) ?? decide(policy)
    byText.set(text, decision)
    byPolicy.set(policy, decision)
    return decision
  }
}

/** The encoding of the normal form, made once per term: flows are planned for every request. */
function encodingOf(policy: Term): string {
  const known = encodings.get(policy)
  if (known !== undefined) return known
  const encoding = encode(normalized(policy))
  encodings.set(policy, encoding)
  return encoding
}

const encodings = new WeakMap<Term, string>()
