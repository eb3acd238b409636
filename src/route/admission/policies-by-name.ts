import type { Source } from '../../base/source.ts'
import type { PolicySet } from '../../compile/index.ts'
import type { NamedPolicy } from './named-policy.ts'

/**
 * Every policy of a set, as a router is started with it.
 *
 * @param sources the texts that the set was compiled from, for receipts; the set's own first.
 */
export function policiesByName(
  policies: PolicySet,
  sources: readonly Source[],
): ReadonlyMap<string, NamedPolicy> {
  return new Map(policies.names.map((name) => [name, { policies, name, sources }]))
}
