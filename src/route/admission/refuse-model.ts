import { nearestName } from '../../base/nearest-name.ts'
import { listed } from '../../compile/listed.ts'
import { quote } from '../../ir/describe-value.ts'
import type { AdmissionSetup } from './admission-setup.ts'
import type { Guard } from './guard.ts'
import { type Refused, refused } from './refused.ts'

/** For a request that says no policy in any way. */
export function refuseNothing(
  { named }: Pick<AdmissionSetup, 'named'>,
  { policies }: Guard,
): Refused {
  const names = [...named.keys()].filter((name) => policies?.has(name) !== false)
  const known = names.length === 0 ? '' : `, with one of ${listed(names)}`
  const message = `the request says no policy: send \`"model": "policy:NAME"\`${known}, or a policy in \`policy\` or \`policy_ir\``
  return refused('missing_policy', message, 'model')
}

/** For a request with the name of a model and no policy: which model answers is for a policy to say. */
export function refusePlain(
  name: string,
  known: Pick<AdmissionSetup, 'named' | 'vocabulary'>,
): Refused {
  const what = `\`model\` is ${quote(name)}, which is no policy, and no policy was sent with it`
  return refused('unknown_model', `${what}: ${helpFor(name, known)}`, 'model')
}

function helpFor(
  name: string,
  { named, vocabulary }: Pick<AdmissionSetup, 'named' | 'vocabulary'>,
): string {
  const { families, providers } = vocabulary
  if (named.has(name)) return `write \`policy:${name}\` for the policy of that name`
  if (families.includes(name)) {
    return `write \`family:${name}\` for whoever serves that model, or send a policy in \`policy\``
  }
  const [provider = '', ...family] = name.split('/')
  if (providers.includes(provider) && families.includes(family.join('/'))) {
    return `write \`pin:${name}\` for that route alone, or send a policy in \`policy\``
  }
  const nearest = nearestName(name, families)
  const example = nearest === undefined ? 'policy:NAME' : `family:${nearest}`
  return `write \`${example}\` in its place, or send a policy in \`policy\` or \`policy_ir\``
}
