import type { Checked } from '../base/diagnostic.ts'
import { fingerprint } from '../ir/fingerprint.ts'
import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'
import type { Applied } from './check/check-reference.ts'
import { type Engine, type LoweredPolicy, lowerPolicy } from './lower-policy.ts'

/** A policy for certain values of its parameters, as a term in normal form. */
export interface CompiledPolicy
  extends Pick<LoweredPolicy, 'name' | 'params' | 'source' | 'lowered'> {
  /** `sha256:…` */
  readonly fingerprint: string
  /** The normal form of `lowered`, which has the places: see `sourceMap`. */
  readonly policy_ir: Term
}

/** Compiles one policy of a file without errors. Adds what {@link lowerPolicy} adds. */
export function compilePolicy(
  applied: Applied,
  engine: Engine,
): Checked<CompiledPolicy | undefined> {
  const { value: policy, diagnostics } = lowerPolicy(applied, engine)
  if (policy === undefined) return { value: undefined, diagnostics }
  const { name, params, source, lowered } = policy
  const encodings = new Map<Term, string>()
  const policy_ir = normalize(lowered.term, encodings)
  const identity = fingerprint(policy_ir, encodings)
  return {
    value: { name, fingerprint: identity, policy_ir, params, source, lowered },
    diagnostics,
  }
}
