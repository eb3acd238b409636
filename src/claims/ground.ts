import { type Candidate, candidatesOf } from '../catalog/candidate.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { vocabularyOfCatalog } from '../catalog/vocabulary-of-catalog.ts'
import type { Context } from '../decide/index.ts'

/** What tests are run on: a catalog as it is, or the requests of a trace as they came. */
export interface Ground {
  /** How messages call it: the path of the catalog or of the trace. */
  readonly name: string
  /** The one that the tests are compiled with. */
  readonly vocabulary: CatalogVocabulary
  /** Every route that a scene may have, each once. */
  readonly routes: readonly Candidate[]
  /** What is expected has to hold in each. Never empty. */
  readonly scenes: readonly Scene[]
}

/** What one decision is made from, beside the policy. */
export interface Scene {
  readonly candidates: readonly Candidate[]
  readonly context: Context
  /** The receipt that it was taken from; undefined where nobody asked for anything. */
  readonly receipt: Receipt | undefined
}

export interface Receipt {
  readonly id: string
  /** When the request came, RFC 3339 in UTC. */
  readonly at: string
}

/** A catalog: without a request, nothing measured, nobody disabled. */
export function catalogGround(catalog: Catalog, name: string): Ground {
  const candidates = candidatesOf(catalog)
  const vocabulary = vocabularyOfCatalog(catalog)
  const scene = { candidates, context: { vocabulary }, receipt: undefined }
  return { name, vocabulary, routes: candidates, scenes: [scene] }
}

/** Whether its scenes are requests that came. */
export function isOfTrace({ scenes }: Ground): boolean {
  return scenes.some(({ receipt }) => receipt !== undefined)
}
