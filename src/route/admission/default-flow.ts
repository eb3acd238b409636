import type { DefaultPolicy } from './admission-setup.ts'
import { flowNamed } from './flow-entry.ts'
import type { ModelName } from './model-name.ts'
import type { PolicyMembers } from './policy-members.ts'

/** The flow that answers what asks for none, where the default is a flow. */
export function defaultFlow(
  { policy, policy_ir }: PolicyMembers,
  model: ModelName,
  setup: DefaultPolicy | undefined,
): ModelName | undefined {
  const name = setup === undefined ? undefined : flowNamed(setup.name)
  if (name === undefined || policy !== undefined || policy_ir !== undefined) return undefined
  const isCovered =
    model.kind === 'none' || (model.kind === 'plain' && setup?.covers === 'every model')
  return isCovered ? { kind: 'flow', name } : undefined
}
