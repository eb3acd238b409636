import { readFileSync } from 'node:fs'
import { candidatesOf, loadCatalog, vocabularyOfCatalog } from '../../src/catalog/index.ts'
import type { Ground } from '../../src/lint/index.ts'

const { value: catalog } = loadCatalog({
  name: 'catalog.yaml',
  text: readFileSync('fixtures/lint/catalog.yaml', 'utf8'),
})
if (catalog === undefined) throw new Error('the catalog of the examples does not load')

/** What the examples of rules may say. */
export const VOCABULARY = vocabularyOfCatalog(catalog)

/** What the examples of rules choose from. */
export const GROUND: Ground = {
  name: 'catalog.yaml',
  candidates: candidatesOf(catalog),
  context: { vocabulary: VOCABULARY, order: 'as given' },
}
