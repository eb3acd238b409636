import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import type { Term } from '../ir/term.ts'
import type { Analysis } from './analyse.ts'
import type { TypedProof } from './check/typed-claims.ts'
import { claimedPredicate } from './claimed-predicate.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { distinct } from './distinct.ts'
import { instancesOf } from './instances/instances.ts'
import type { Place } from './place.ts'
import { newWorkload, type Workload, withinWorkload } from './workload.ts'

/** Whatever passes the filter of the policy passes the claim. */
export interface CompiledProof {
  readonly place: Place
  /** The name of the policy. */
  readonly policy: string
  /** Together they stand for every way to apply the policy, but for the gaps. */
  readonly instances: readonly CompiledInstance[]
  /** What they do not stand for, a sentence each. */
  readonly gaps: readonly string[]
  /** A predicate in normal form. */
  readonly claim: Term
  readonly claimPlace: Place
}

export interface CompiledInstance {
  /** The values of the open parameters that matter; empty where there are none. */
  readonly label: string
  readonly policy: CompiledPolicy
}

/**
 * The `prove` items of a file without errors. Adds what compiling a policy adds where nothing of
 * it is open; undefined when there is an error in it. A value of an open parameter for which the
 * policy cannot be compiled is a gap.
 */
export function compileProofs(analysis: Analysis): Checked<readonly CompiledProof[] | undefined> {
  const diagnostics: Diagnostic[] = []
  const workload = newWorkload()
  const proofs = analysis.program.claims.proofs.map((proof): CompiledProof => {
    const { place, subject, claim } = proof
    const predicate = claimedPredicate(claim, analysis.vocabulary)
    diagnostics.push(...predicate.diagnostics)
    const compiled = compileInstances(proof, analysis, workload)
    diagnostics.push(...compiled.diagnostics)
    return {
      place,
      policy: subject.policy.definition.name,
      ...compiled.value,
      claim: predicate.value,
      claimPlace: claim.place,
    }
  })
  const all = distinct(diagnostics)
  return { value: hasErrors(all) ? undefined : proofs, diagnostics: all }
}

function compileInstances(
  { subject, place }: TypedProof,
  { vocabulary }: Analysis,
  workload: Workload,
): Checked<Pick<CompiledProof, 'instances' | 'gaps'>> {
  const { instances, gaps: known } = instancesOf(subject)
  const gaps = [...known]
  const diagnostics: Diagnostic[] = []
  const compiled = instances.flatMap(({ applied, label }): readonly CompiledInstance[] => {
    const { value: policy, diagnostics: found } = withinWorkload(workload, place, () =>
      compilePolicy(applied, { vocabulary, target: TERM_VERSION }),
    )
    if (policy !== undefined) return [{ label, policy }]
    if (label === '') diagnostics.push(...found)
    else gaps.push(`\`${label}\` was not looked at: ${found[0]?.message ?? ''}`)
    return []
  })
  return { value: { instances: compiled, gaps }, diagnostics }
}
