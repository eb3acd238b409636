import { candidatesOf, vocabularyOfCatalog } from '../catalog/index.ts'
import type { Ground } from '../lint/index.ts'
import type { CatalogInForce } from './catalog-in-force.ts'

/** What policies choose from, where nothing is asked and nothing measured. */
export function groundOf({ catalog, name }: CatalogInForce) {
  const vocabulary = vocabularyOfCatalog(catalog)
  const candidates = candidatesOf(catalog)
  return { name, candidates, context: { vocabulary, order: 'as given' } } as const satisfies Ground
}
