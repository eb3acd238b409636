import type { Result } from '../../base/result.ts'
import { unreachable } from '../../base/unreachable.ts'
import { listed } from '../../compile/listed.ts'
import { describeValue, quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import type { AdmissionSetup } from './admission-setup.ts'
import type { Guard } from './guard.ts'
import type { ModelName } from './model-name.ts'
import { namedPolicy } from './named-policy.ts'
import type { OwnPolicy } from './own-policy.ts'
import type { PolicyMembers } from './policy-members.ts'
import { type PolicyParams, policyParams } from './policy-params.ts'
import { refuseNothing, refusePlain } from './refuse-model.ts'
import { type Refused, refused } from './refused.ts'
import type { ShortForms } from './short-forms.ts'
import { termPolicy } from './term-policy.ts'
import { textPolicy } from './text-policy.ts'

export interface Ground extends AdmissionSetup {
  readonly shortForms: ShortForms
}

/**
 * The policy that a request asks for, whichever way it does: a term wins over the name in `model`,
 * and so does a text, of whose policies that name may choose one. Two ways that say different
 * things are refused, and what is unknown is never replaced by a default.
 */
export function findPolicy(
  members: PolicyMembers,
  model: Exclude<ModelName, { kind: 'flow' }>,
  { ground, guard }: Rules,
): Result<OwnPolicy, RouterError> {
  const { policy_ir, policy } = members
  const params = policyParams(members.policy_params)
  if (!params.ok) return params
  if (policy_ir === undefined && policy === undefined) {
    return byModel(model, params.value, { ground, guard })
  }
  const against = conflict(members, model) ?? restricted(guard)
  if (against !== undefined) return against
  const name = model.kind === 'policy' && model.name !== '' ? model.name : undefined
  if (name !== undefined && !/^[\w.:@/ -]{1,64}$/.test(name)) {
    const message = `\`model\` gives the policy the name ${quote(name)}: use up to 64 letters, digits and \`_ - . : @ /\``
    return refused('unknown_policy', message, 'model')
  }
  const { vocabulary } = ground
  const { transforms } = guard
  if (policy_ir !== undefined) {
    const unused = unusedParams(params.value)
    return unused ?? termPolicy(policy_ir, name, { vocabulary, transforms })
  }
  if (typeof policy !== 'string') {
    const message = `\`policy\` is a text in the language of policies, but ${describeValue(policy)} was found; a term goes into \`policy_ir\``
    return refused('invalid_policy_text', message, 'policy')
  }
  const text = { text: policy, chosen: name, params: params.value }
  return textPolicy(text, { vocabulary, transforms })
}

/** What a request is held against. */
export interface Rules {
  readonly ground: Ground
  readonly guard: Guard
}

function byModel(
  model: Exclude<ModelName, { kind: 'flow' }>,
  params: PolicyParams,
  { ground, guard }: Rules,
): Result<OwnPolicy, RouterError> {
  const { named, shortForms } = ground
  const defaultPolicy = guard.defaultPolicy ?? ground.defaultPolicy
  if (model.kind === 'policy') {
    return namedPolicy({ name: model.name, params, way: 'name' }, named, guard)
  }
  const covered = defaultPolicy?.covers === 'every model' ? ['none', 'plain'] : ['none']
  if (defaultPolicy !== undefined && covered.includes(model.kind)) {
    const { name, params: usual } = defaultPolicy
    return namedPolicy({ name, params, usual, way: 'default' }, named, guard)
  }
  if (model.kind === 'none') return refuseNothing(ground, guard)
  const against = restricted(guard) ?? unusedParams(params)
  if (against !== undefined) return against
  switch (model.kind) {
    case 'family':
      return shortForms.family(model.family)
    case 'pin':
      return shortForms.pin(model.provider, model.family)
    case 'plain':
      return refusePlain(model.name, ground)
    default:
      return unreachable(model)
  }
}

/** Two members that each say who answers. */
function conflict({ policy_ir, policy }: PolicyMembers, model: ModelName): Refused | undefined {
  if (policy_ir !== undefined && policy !== undefined) {
    const message = '`policy` and `policy_ir` both say what decides: leave one of them out'
    return refused('invalid_policy', message, 'policy')
  }
  if (model.kind !== 'family' && model.kind !== 'pin') return undefined
  const other = policy_ir === undefined ? 'policy' : 'policy_ir'
  const message = `\`model\` is \`${model.kind}:…\` and \`${other}\` says what decides as well: leave one of them out, or write the family into the policy`
  return refused('unknown_model', message, 'model')
}

/** For a caller who may only ask for certain policies by name. */
function restricted({ policies }: Guard): Refused | undefined {
  if (policies === undefined) return undefined
  const message = `your key may only use policies of this router: ask for ${listed(policies)} as \`"model": "policy:NAME"\` and leave \`policy\` and \`policy_ir\` out`
  return refused('unknown_policy', message, 'model')
}

function unusedParams(params: PolicyParams): Refused | undefined {
  const [name] = Object.keys(params)
  if (name === undefined) return undefined
  const message = `\`policy_params\` gives ${quote(name)}, but what decides has no parameters: leave it out`
  return refused('invalid_policy_params', message, 'policy_params')
}
