import { readFileSync } from 'node:fs'
import { candidatesOf, loadCatalog, vocabularyOfCatalog } from '../../src/catalog/index.ts'
import type { Ground } from '../../src/lint/index.ts'

const { value: catalog } = loadCatalog({
  name: 'catalog.yaml',
  text: readFileSync('fixtures/lint/catalog.yaml', 'utf8'),
})
if (catalog === undefined) throw new Error('the catalog of the examples does not load')

export const vocabulary = vocabularyOfCatalog(catalog)

/** The catalog that the examples of rules are about. */
export const ground: Ground = {
  name: 'catalog.yaml',
  candidates: candidatesOf(catalog),
  context: { vocabulary, order: 'as given' },
}
