import type { Source } from '../../base/source.ts'
import type { CompiledPolicy } from '../../compile/index.ts'
import type { Term } from '../../ir/index.ts'
import type { DefaultPolicy } from './admission-setup.ts'
import type { PolicyParams } from './policy-params.ts'
import { REQUEST_TRANSFORMS, type TransformWhitelist } from './transform-whitelist.ts'

/**
 * What holds for every policy of a caller. It is told apart from another by its identity: make one
 * for each caller, once.
 */
export interface Guard {
  /** And-composed on the filter of whatever is admitted; absent where everything is allowed. */
  readonly envelope?: Envelope
  /** What the transforms of a policy may touch that comes with a request. */
  readonly transforms: TransformWhitelist
  /** The only policies that may be asked for, by name; absent where any way is open. */
  readonly policies?: ReadonlySet<string>
  /** In the place of the router's, where a request says no policy. */
  readonly defaultPolicy?: DefaultPolicy
  /** What parameters of named policies are, whatever a request gives for them. */
  readonly params?: PolicyParams
  /** Routes of this scope are for this caller. No body can claim one. */
  readonly scope?: string
}

/** A predicate, and the text that says it. */
export interface Envelope {
  readonly predicate: Term
  /** As the predicate was lowered, before it was normalized, with the places of its parts. */
  readonly lowered: Pick<CompiledPolicy['lowered'], 'term' | 'places'>
  readonly source: Source
}

/** Where no caller is told from another. */
export const OPEN_GUARD: Guard = { transforms: REQUEST_TRANSFORMS }
