import type { Catalog, Model, Named, Provider } from './catalog.ts'

/** The catalog without some providers and their routes. A name that it does not have is ignored. */
export function withoutProviders(catalog: Catalog, names: readonly string[]): Catalog {
  if (names.length === 0) return catalog
  const gone = new Set(names)
  const providers: Record<string, Provider> = Object.create(null)
  for (const [name, provider] of Object.entries(catalog.providers)) {
    if (!gone.has(name)) providers[name] = provider
  }
  const models: Record<string, Model> = Object.create(null)
  for (const [name, model] of Object.entries(catalog.models)) {
    models[name] = {
      ...model,
      served_by: model.served_by.filter((route) => !gone.has(route.provider)),
    }
  }
  return { ...catalog, providers, models: models satisfies Named<Model> }
}
