import type { Candidate } from '../catalog/candidate.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'

/** What tests are run on. */
export interface Ground {
  readonly candidates: readonly Candidate[]
  /** The one that the tests were compiled with. */
  readonly vocabulary: CatalogVocabulary
  /** How messages call it: the path of the catalog. */
  readonly name: string
}
