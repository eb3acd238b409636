import { nearestName } from '../../base/nearest-name.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { PolicySet } from '../../compile/index.ts'
import { listed } from '../../compile/listed.ts'
import { quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import { changedParam, fixedParams } from './fixed-params.ts'
import { forbiddenTransform } from './forbidden-transform.ts'
import type { Guard } from './guard.ts'
import { type OwnPolicy, ownPolicy } from './own-policy.ts'
import type { PolicyParams } from './policy-params.ts'
import { refused } from './refused.ts'
import { toldDiagnostics } from './told-diagnostics.ts'
import { ROUTER_TRANSFORMS } from './transform-whitelist.ts'

/** A policy that the router was started with. */
export interface NamedPolicy {
  readonly policies: PolicySet
  /** What the set calls it. */
  readonly name: string
  /** The texts of the set, for the trace; the one that holds the policy first. */
  readonly sources: readonly Source[]
}

/** What is asked for by name. */
export interface NamedQuestion {
  readonly name: string
  /** Those of the request. */
  readonly params: PolicyParams
  /** Those that hold where the request gives none. */
  readonly usual?: PolicyParams | undefined
  /** `default` where the configuration asks, and not the request. */
  readonly way: 'name' | 'default'
}

/**
 * The policy of that name with these values, of those that the caller may use. What the caller has
 * fixed stays as it is: a request may repeat it, and is refused where it gives something else.
 */
export function namedPolicy(
  { name, params, usual, way }: NamedQuestion,
  named: ReadonlyMap<string, NamedPolicy>,
  { policies: allowed, params: fixed = {} }: Pick<Guard, 'policies' | 'params'>,
): Result<OwnPolicy, RouterError> {
  const found = allowed === undefined || allowed.has(name) ? named.get(name) : undefined
  if (found === undefined) {
    const names = [...named.keys()].filter((each) => allowed?.has(each) !== false)
    return refused('unknown_policy', unknownMessage(name, names), 'model')
  }
  const kept = fixedParams(found, fixed)
  const changed = changedParam(found, { params, kept })
  if (changed !== undefined) return changed
  const given = { ...usual, ...params, ...kept }
  const { value: compiled, diagnostics } = found.policies.compile(found.name, given)
  if (compiled === undefined) {
    const told = toldDiagnostics(diagnostics)
    return refused('invalid_policy_params', `policy ${quote(name)}: ${told}`, 'policy_params')
  }
  const forbidden = forbiddenTransform(compiled.policy_ir, ROUTER_TRANSFORMS)
  if (forbidden !== undefined) {
    const message = `policy ${quote(name)}, of this router: ${forbidden.message}`
    return refused('forbidden_transform', message, 'model')
  }
  return ok({ ...ownPolicy(compiled, { way, sources: found.sources }), name })
}

function unknownMessage(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names)
  const what = name === '' ? '`model` names no policy' : `no policy is called ${quote(name)}`
  if (nearest !== undefined) return `${what}: did you mean \`policy:${nearest}\`?`
  if (names.length === 0) {
    return `${what}, and the router was started with none for you: send one in \`policy\` or \`policy_ir\``
  }
  return `${what}: it may be ${listed(names)}, or send one in \`policy\` or \`policy_ir\``
}
