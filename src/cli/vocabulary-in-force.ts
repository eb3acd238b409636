import { ok, type Result } from '../base/result.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { catalogPath, readCatalog } from './catalog-in-force.ts'
import type { Context } from './context.ts'
import type { Failure } from './failure.ts'

/**
 * What policies may name: what the catalog that was asked for or configured declares, else the
 * standard fields, for which no catalog has to be loaded.
 */
export async function vocabularyInForce(
  asked: string | undefined,
  context: Pick<Context, 'cwd' | 'stdin' | 'now'>,
): Promise<Result<CatalogVocabulary, Failure>> {
  const path = await catalogPath(asked, context)
  if (!path.ok) return path
  if (path.value === undefined) {
    const { STANDARD_CATALOG_VOCABULARY } = await import('../catalog/vocabulary.ts')
    return ok(STANDARD_CATALOG_VOCABULARY)
  }
  const catalog = await readCatalog(path.value, context)
  if (!catalog.ok) return catalog
  const { vocabularyOfCatalog } = await import('../catalog/vocabulary-of-catalog.ts')
  return ok(vocabularyOfCatalog(catalog.value.catalog))
}
