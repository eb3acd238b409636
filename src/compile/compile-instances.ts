import type { Checked, Diagnostic } from '../base/diagnostic.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import type { Applied } from './check/check-reference.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { type Extent, instancesOf } from './instances/instances.ts'
import type { Place } from './place.ts'
import { type Workload, withinWorkload } from './workload.ts'

/** What {@link instancesOf} answers, compiled. */
export interface CompiledInstances {
  readonly instances: readonly CompiledInstance[]
  /** What they do not stand for, a sentence each. */
  readonly gaps: readonly string[]
}

export interface CompiledInstance {
  /** The values of the open parameters that matter; empty where there are none. */
  readonly label: string
  readonly policy: CompiledPolicy
}

export interface OpenPolicy {
  /** A parameter without a value is open. */
  readonly applied: Applied
  /** Where a workload that is spent is told. */
  readonly place: Place
  /** `widest` where absent. */
  readonly extent?: Extent
}

export interface InstancesGround {
  readonly vocabulary: CatalogVocabulary
  readonly workload: Workload
}

/**
 * The instances of a policy, compiled. Adds what compiling it adds where nothing of it is open. A
 * value of an open parameter for which the policy cannot be compiled is a gap.
 */
export function compileInstances(
  { applied, place, extent }: OpenPolicy,
  { vocabulary, workload }: InstancesGround,
): Checked<CompiledInstances> {
  const { instances, gaps: known } = instancesOf(applied, extent)
  const gaps = [...known]
  const diagnostics: Diagnostic[] = []
  const compiled = instances.flatMap(({ applied: each, label }): readonly CompiledInstance[] => {
    const { value: policy, diagnostics: found } = withinWorkload(workload, place, () =>
      compilePolicy(each, { vocabulary, target: TERM_VERSION }),
    )
    if (policy !== undefined) return [{ label, policy }]
    if (label === '') diagnostics.push(...found)
    else gaps.push(`\`${label}\` was not looked at: ${found[0]?.message ?? ''}`)
    return []
  })
  return { value: { instances: compiled, gaps }, diagnostics }
}
