import { ok, type Result } from '../../base/result.ts'
import { isJsonRecord } from '../../catalog/json-data.ts'
import { describeValue } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import { refused } from './refused.ts'

/** Values for the parameters of a policy: JSON in canonical units, or text as the language has it. */
export type PolicyParams = Readonly<Record<string, unknown>>

/** Those of a request; none where the member is absent. Whether they fit, the policy says. */
export function policyParams(value: unknown): Result<PolicyParams, RouterError> {
  if (value === undefined) return ok({})
  if (isJsonRecord(value)) return ok(value)
  const message = `\`policy_params\` is an object, \`{"NAME": value}\`, but ${describeValue(value)} was found`
  return refused('invalid_policy_params', message, 'policy_params')
}
