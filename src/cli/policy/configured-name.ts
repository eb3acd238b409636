import { ok, type Result } from '../../base/result.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { parse } from '../../syntax/index.ts'
import { configInForce } from '../config/config-in-force.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { POLICY_NAME } from '../io/policy-source.ts'
import { namedPolicies } from '../router/named-policies.ts'

/** Where a policy or flow is written that the configuration has. */
export interface ConfiguredName {
  readonly file: string
  readonly name: string
}

/**
 * The configured policy or flow that an argument names; undefined where it is no name, or there is
 * none of that name.
 */
export async function configuredName(
  argument: string | undefined,
  vocabulary: CatalogVocabulary,
  context: Context,
): Promise<Result<ConfiguredName | undefined, Failure>> {
  if (argument === undefined || !isName(argument)) return ok(undefined)
  const config = await configInForce(context)
  if (!config.ok) return config
  const named = await namedPolicies(config.value.policies ?? [], vocabulary, context)
  // What is wrong with a file that nobody asked about is no matter of a text that is a policy.
  if (!named.ok) return isPolicy(argument) ? ok(undefined) : named
  const { policies, flows } = named.value
  const [source] = (policies.get(argument) ?? flows.get(argument))?.sources ?? []
  return ok(source === undefined ? undefined : { file: source.name, name: argument })
}

function isPolicy(text: string): boolean {
  return parse({ name: POLICY_NAME, text }).diagnostics.length === 0
}

/** Whether a text can be the name of a policy; `cheapest` can be one too. */
export function isName(text: string): boolean {
  return /^[\w-]+$/.test(text)
}
