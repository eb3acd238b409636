import { ok, type Result } from '../base/result.ts'
import { type CatalogVocabulary, vocabularyOfCatalog } from '../catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../catalog/vocabulary.ts'
import { catalogPath, readCatalog, type Surroundings } from './catalog-in-force.ts'
import type { Failure } from './failure.ts'

/**
 * What policies may name: what the catalog that was asked for or configured declares, else the
 * standard fields, for which no catalog has to be loaded.
 */
export async function vocabularyInForce(
  asked: string | undefined,
  context: Surroundings,
): Promise<Result<CatalogVocabulary, Failure>> {
  const path = await catalogPath(asked, context)
  if (!path.ok) return path
  if (path.value === undefined) return ok(STANDARD_CATALOG_VOCABULARY)
  const catalog = await readCatalog(path.value, context)
  if (!catalog.ok) return catalog
  return ok(vocabularyOfCatalog(catalog.value.catalog))
}
