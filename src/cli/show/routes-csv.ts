import type { Candidate, CatalogVocabulary } from '../../catalog/index.ts'
import { csvText } from '../report/csv.ts'
import { figureOf } from './sort-routes.ts'

/** Routes with every number that the catalog has of them; empty where it is not known. */
export function routesCsv(routes: readonly Candidate[], { info }: CatalogVocabulary): string {
  const fields = [...info.values()].filter((each) => 'unit' in each).map(({ name }) => name)
  const known = fields.filter((field) =>
    routes.some((route) => figureOf(route, field) !== undefined),
  )
  return csvText([
    ['id', 'provider', 'model', 'tier', ...known],
    ...routes.map((route) => [
      route.cid,
      route.provider_id,
      route.model_family,
      route.tier,
      ...known.map((field) => figureOf(route, field)),
    ]),
  ])
}
