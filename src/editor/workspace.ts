import type { Candidate, CatalogVocabulary } from '../catalog/index.ts'
import type { Load } from '../compile/index.ts'
import type { LintOptions } from '../lint/index.ts'

/** What surrounds a document: the catalog in force for it, and the files it may use. */
export interface Workspace {
  /** What policies may say. */
  readonly vocabulary: CatalogVocabulary
  /**
   * The routes of the catalog, in the order in which ties resolve. Empty where none is at hand:
   * then nothing is counted. Decisions are kept by this list, so pass the same one again.
   */
  readonly candidates: readonly Candidate[]
  /** Which rules are asked, on which catalog, and what a request may take. */
  readonly rules: Omit<LintOptions, 'vocabulary' | 'load'>
  /** Fetches the files that a document uses, as the editor or else the disk has them. */
  readonly load: Load
}
