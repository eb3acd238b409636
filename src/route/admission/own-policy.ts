import type { Source } from '../../base/source.ts'
import type { CompiledPolicy } from '../../compile/index.ts'
import type { Term } from '../../ir/index.ts'

/** The ways in which a request says what decides. */
export type PolicyWay = 'term' | 'text' | 'name' | 'family' | 'pin' | 'default'

/** A policy as it was asked for, before the envelope of the caller is composed on it. */
export interface OwnPolicy {
  readonly way: PolicyWay
  readonly name?: string
  /** `sha256:…` of the term. */
  readonly fingerprint: string
  /** In normal form. */
  readonly term: Term
  /** The values of its parameters, in canonical units. */
  readonly params: Readonly<Record<string, unknown>>
  /** Where it was compiled from text. */
  readonly origin?: PolicyOrigin
}

export interface PolicyOrigin {
  readonly lowered: Pick<CompiledPolicy['lowered'], 'term' | 'places'>
  /** The text that holds the policy first. */
  readonly sources: readonly Source[]
}

/** A compiled policy, and the texts that it came from. */
export function ownPolicy(
  { name, fingerprint, policy_ir, params, lowered }: CompiledPolicy,
  { way, sources }: { readonly way: PolicyWay; readonly sources: readonly Source[] },
): OwnPolicy {
  return { way, name, fingerprint, term: policy_ir, params, origin: { lowered, sources } }
}
