import { quote } from '../../ir/describe-value.ts'
import { policiesAsked } from '../../ir/flow.ts'
import { forbiddenTransform } from './forbidden-transform.ts'
import type { OwnFlow } from './own-flow.ts'
import type { TransformWhitelist } from './transform-whitelist.ts'

/** What the first step sets that none may set, as a message; undefined where there is no such step. */
export function forbiddenStep(
  { flow, steps }: Pick<OwnFlow, 'flow' | 'steps'>,
  whitelist: TransformWhitelist,
): string | undefined {
  for (const [id, policy] of policiesAsked(flow)) {
    const forbidden = forbiddenTransform(policy, whitelist)
    if (forbidden === undefined) continue
    return `step ${quote(steps.get(id) ?? id)} of the flow: ${forbidden.message}`
  }
  return undefined
}
