import { catalogOf } from '../../catalog/load.ts'
import type { Change } from '../../trace/what-if/index.ts'
import type { AskedChange } from './asked-change.ts'
import { policyInstead, policyWith } from './changed-policy.ts'

/** The change that is asked for. */
export function changeOf(asked: AskedChange): Change {
  const { policy, params, prices, without, baseline } = asked
  const isOtherwise = policy !== undefined || Object.keys(params).length > 0
  return {
    policy: isOtherwise
      ? (recorded) =>
          policy === undefined
            ? policyWith(params, recorded)
            : policyInstead(policy, params, recorded)
      : undefined,
    // It was a catalog when it was read, and is one still.
    catalog: asked.catalog === undefined ? undefined : catalogOf(asked.catalog).value,
    prices,
    without,
    baseline,
  }
}
