import type { Catalog, Model, Named, PriceChange, Route } from './catalog.ts'

/**
 * The catalog as it is on a day, `2027-01-01`: announced prices that have come into force replace
 * those before them, and are no longer announced. The catalog itself where nothing changes.
 */
export function catalogOn(catalog: Catalog, day: string): Catalog {
  const changed = Object.entries(catalog.models).filter(([, model]) =>
    model.served_by.some((route) => changesBy(route, day).length > 0),
  )
  if (changed.length === 0) return catalog
  const models: Record<string, Model> = Object.assign(Object.create(null), catalog.models)
  for (const [name, model] of changed) {
    models[name] = { ...model, served_by: model.served_by.map((route) => routeOn(route, day)) }
  }
  return { ...catalog, models: models satisfies Named<Model> }
}

function changesBy({ changes = [] }: Route, day: string): readonly PriceChange[] {
  return changes.filter(({ from }) => from <= day)
}

function routeOn(route: Route, day: string): Route {
  const latest = changesBy(route, day).at(-1)
  if (latest === undefined) return route
  const { price_in, price_out, price_cache_read, price_cache_write, tiers, changes, ...rest } =
    route
  const { from: _, ...prices } = latest
  const later = changes?.filter(({ from }) => from > day) ?? []
  return { ...rest, ...prices, ...(later.length > 0 ? { changes: later } : {}) }
}
