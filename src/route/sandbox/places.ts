import type { Catalog, Model, Provider, Route } from '../../catalog/catalog.ts'
import type { Dialect } from './refusal.ts'

/** A route as the sandbox plays it. */
export interface Place {
  readonly provider: string
  readonly family: string
  /** What the provider calls the model. */
  readonly served: string
  readonly dialect: Dialect
  /** The most tokens of prompt and answer together; undefined where the catalog does not say. */
  readonly context: number | undefined
}

/** Everything that the sandbox plays, and how it is found. */
export interface Places {
  /** By its names, the catalog's and the provider's own. */
  find(name: string, provider: string | undefined): Place | undefined
  /** Undefined where the catalog has no such provider. */
  dialectOf(provider: string): Dialect | undefined
  /** As `GET /models` lists them: a provider's own names, or every family. */
  list(provider: string | undefined): readonly string[]
}

/** Without a provider, a family is played by the first that serves it; so is any other name. */
export function placesOf({ providers, models }: Catalog): Places {
  const all = Object.entries(models).flatMap(([family, model]) =>
    model.served_by.map((route) => placeOf({ family, model, route }, providers[route.provider])),
  )
  const byName = new Map<string, Place>()
  const names = [familyOf, servedOf, routeOf]
  for (const nameOf of names) for (const place of all) keep(byName, nameOf(place), place)
  for (const nameOf of [servedOf, familyOf]) {
    for (const place of all) keep(byName, keyOf(place.provider, nameOf(place)), place)
  }
  return {
    find: (name, provider) => byName.get(provider === undefined ? name : keyOf(provider, name)),
    dialectOf: (provider) =>
      Object.hasOwn(providers, provider) ? dialectOf(providers[provider]) : undefined,
    list: (provider) =>
      provider === undefined
        ? Object.keys(models)
        : all.filter((place) => place.provider === provider).map(servedOf),
  }
}

const familyOf = ({ family }: Place) => family
const servedOf = ({ served }: Place) => served
const routeOf = ({ provider, family }: Place) => `${provider}/${family}`

/** No name holds the separator: it is no character of a JSON text or of an address. */
function keyOf(provider: string, name: string): string {
  return `${provider}\0${name}`
}

/** The first of a name is the one that is meant. */
function keep(places: Map<string, Place>, name: string, place: Place): void {
  if (!places.has(name)) places.set(name, place)
}

interface Named {
  readonly family: string
  readonly model: Model
  readonly route: Route
}

function placeOf({ family, model, route }: Named, provider: Provider | undefined): Place {
  const context = route.capabilities?.context ?? model.capabilities?.context
  return {
    provider: route.provider,
    family,
    served: route.model ?? family,
    dialect: dialectOf(provider),
    context: typeof context === 'number' ? context : undefined,
  }
}

function dialectOf(provider: Provider | undefined): Dialect {
  return provider?.api ?? 'openai'
}
