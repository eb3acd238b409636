import type { CatalogVocabulary } from '../catalog/index.ts'
import type { Place } from '../compile/index.ts'
import type { Term } from '../ir/term.ts'
import type { EnvelopeVerdict } from './envelope-verdict.ts'

/** A caller of a router whose routes have to satisfy a condition. */
export interface LintedCaller {
  /** How messages call it: `` `acme` ``, or everyone. */
  readonly title: string
  /** Where the condition stands. */
  readonly place: Place
  readonly envelope: Term
  readonly vocabulary: CatalogVocabulary
  /** How the policies that it may ask for stand to the condition, one for each. */
  readonly verdicts: readonly EnvelopeVerdict[]
}
