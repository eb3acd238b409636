import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import { inTieOrder } from './candidate-order.ts'
import type { Context } from './context.ts'
import type { Decision } from './evaluator.ts'
import { KERNELS, programFor } from './kernel-evaluator.ts'

/**
 * What a policy decides over the candidates: the ones it lets pass, in the order in which they
 * are to be tried, and the others with the reason.
 *
 * Never throws on a policy that was admitted under the vocabulary of the context. What is compiled
 * for a policy and a list is kept with both, so pass the same arrays again and never change them;
 * the request, the state and the seed may differ from call to call.
 */
export function plan(
  policy: Term,
  candidates: readonly Candidate[],
  context: Context = {},
): Decision {
  return KERNELS.decide(policy, standing(candidates, context), context)
}

/**
 * The candidate that {@link plan} would rank first, or undefined where none is left. Takes one
 * pass over the survivors where the policy ranks by score, and lists nothing.
 */
export function planBest(
  policy: Term,
  candidates: readonly Candidate[],
  context: Context = {},
): Candidate | undefined {
  const list = standing(candidates, context)
  return list[programFor(policy, list, context).best(context)]
}

/** The candidates as ties resolve among them. */
export function standing(
  candidates: readonly Candidate[],
  { order }: Context,
): readonly Candidate[] {
  return order === 'as given' ? candidates : inTieOrder(candidates)
}
