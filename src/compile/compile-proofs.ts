import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Term } from '../ir/term.ts'
import type { Analysis } from './analyse.ts'
import { claimedPredicate } from './claimed-predicate.ts'
import { type CompiledInstance, compileInstances } from './compile-instances.ts'
import { distinct } from './distinct.ts'
import type { Place } from './place.ts'
import { newWorkload } from './workload.ts'

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

/**
 * The `prove` items of a file without errors. Adds what compiling a policy adds where nothing of
 * it is open; undefined when there is an error in it. A value of an open parameter for which the
 * policy cannot be compiled is a gap.
 */
export function compileProofs(analysis: Analysis): Checked<readonly CompiledProof[] | undefined> {
  const diagnostics: Diagnostic[] = []
  const { vocabulary } = analysis
  const workload = newWorkload()
  const proofs = analysis.program.claims.proofs.map((proof): CompiledProof => {
    const { place, subject, claim } = proof
    const predicate = claimedPredicate(claim, vocabulary)
    diagnostics.push(...predicate.diagnostics)
    const compiled = compileInstances({ applied: subject, place }, { vocabulary, workload })
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
