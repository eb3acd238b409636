import { describeValue, quote } from '../../ir/describe-value.ts'
import type { NamedPolicy } from './named-policy.ts'
import type { PolicyParams } from './policy-params.ts'
import { type Refused, refused } from './refused.ts'

/** Those of the values that a caller has fixed for which the policy has a parameter. */
export function fixedParams({ policies, name }: NamedPolicy, fixed: PolicyParams): PolicyParams {
  const declared = policies.parameters(name)
  return Object.fromEntries(Object.entries(fixed).filter(([param]) => declared.includes(param)))
}

interface Given {
  readonly params: PolicyParams
  /** Fixed, and parameters of the policy. */
  readonly kept: PolicyParams
}

/**
 * The refusal of a request that gives a fixed parameter another value. The same value is fine,
 * however it is written: `10` and `"$10/Mtok"` are one price.
 */
export function changedParam(
  { policies, name }: NamedPolicy,
  { params, kept }: Given,
): Refused | undefined {
  for (const [param, value] of Object.entries(kept)) {
    if (!Object.hasOwn(params, param)) continue
    const [asked, fixed] = [params[param], value].map((each) =>
      policies.read(name, { [param]: each }).value.get(param),
    )
    if (asked !== undefined && asked === fixed) continue
    const shown = typeof value === 'string' ? quote(value) : `\`${JSON.stringify(value)}\``
    const found = describeValue(params[param])
    const message = `\`policy_params\` gives \`${param}\` ${found}, but your key has it fixed at ${shown}: leave it out`
    return refused('invalid_policy_params', message, `policy_params.${param}`)
  }
  return undefined
}
