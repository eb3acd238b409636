import type { Result } from '../../base/result.ts'
import { describeValue } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import type { Rules } from './find-policy.ts'
import type { ModelName } from './model-name.ts'
import { namedFlow } from './named-flow.ts'
import type { OwnFlow } from './own-flow.ts'
import type { PolicyMembers } from './policy-members.ts'
import { refused } from './refused.ts'
import { termFlow } from './term-flow.ts'
import { textFlow } from './text-flow.ts'

/**
 * The flow that a request asks for; undefined where it asks for a policy. A flow in `flow_ir` wins
 * over the name in `model`, which then is what the receipt calls it.
 */
export function findFlow(
  members: PolicyMembers,
  model: ModelName,
  { ground, guard }: Rules,
): Result<OwnFlow, RouterError> | undefined {
  const { flow_ir, policy, policy_ir } = members
  if (flow_ir === undefined && model.kind !== 'flow') return undefined
  const against = conflict(members, model)
  if (against !== undefined) return against
  const name = model.kind === 'flow' && model.name !== '' ? model.name : undefined
  const mayOnlyName = guard.policies !== undefined
  if (mayOnlyName && (flow_ir !== undefined || policy !== undefined)) {
    const message =
      'your key may only use flows of this router: ask for one as `"model": "flow:NAME"`'
    return refused('unknown_policy', message, 'model')
  }
  const { vocabulary, flows } = ground
  const { transforms } = guard
  if (flow_ir !== undefined) return termFlow(flow_ir, name, { vocabulary, transforms })
  if (policy === undefined) return namedFlow(name ?? '', flows, guard)
  if (typeof policy !== 'string') {
    const message = `\`policy\` is a text in the language of policies, but ${describeValue(policy ?? policy_ir)} was found`
    return refused('invalid_policy_text', message, 'policy')
  }
  return textFlow(policy, name, { vocabulary, transforms })
}

function conflict({ flow_ir, policy, policy_ir, policy_params }: PolicyMembers, model: ModelName) {
  const other = policy_ir === undefined ? 'policy' : 'policy_ir'
  const isBoth = policy_ir !== undefined || (flow_ir !== undefined && policy !== undefined)
  if (isBoth) {
    const message = `a flow and \`${other}\` both say what decides: leave one of them out`
    return refused('invalid_flow', message, other)
  }
  if (policy_params !== undefined) {
    const message =
      '`policy_params` is given, but a flow has no parameters: its steps give their policies theirs'
    return refused('invalid_policy_params', message, 'policy_params')
  }
  if (model.kind !== 'family' && model.kind !== 'pin') return undefined
  const message = `\`model\` is \`${model.kind}:…\`, and the request has a flow as well: leave one of them out`
  return refused('unknown_model', message, 'model')
}
