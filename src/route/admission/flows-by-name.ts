import type { Source } from '../../base/source.ts'
import type { PolicySet } from '../../compile/index.ts'
import type { NamedFlow } from './named-flow.ts'

/**
 * Every flow of a set, as a router is started with it.
 *
 * @param sources the texts that the set was compiled from, for receipts; the set's own first.
 */
export function flowsByName(
  policies: Pick<PolicySet, 'flows'>,
  sources: readonly Source[],
): ReadonlyMap<string, NamedFlow> {
  return new Map(policies.flows().map((flow) => [flow.name, { flow, sources }]))
}
