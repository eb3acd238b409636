import { compareBytes } from '../base/byte-order.ts'
import type {
  Capabilities,
  Disagreement,
  Model,
  Named,
  PriceChange,
  Prices,
  Route,
} from './catalog.ts'

/** One provider serving one model, as found in a list of models. */
export interface FoundRoute {
  readonly provider: string
  /** What the provider calls it. */
  readonly model: string
  /** How the provider spells the family, and the key under which spellings are one family. */
  readonly spelling: string
  readonly key: string
  /** For people. */
  readonly name?: string
  readonly prices: Prices
  readonly changes?: readonly PriceChange[]
  readonly also?: readonly Disagreement[]
  readonly capabilities: Capabilities
  /** By member: `prices`, `capabilities`, and capabilities with a source of their own. */
  readonly source: Named<string>
}

export interface Assembled {
  /** In UTF-8 byte order. */
  readonly models: Named<Model>
  /** Routes left out because the provider serves the family under a better id. */
  readonly others: readonly FoundRoute[]
}

/**
 * Puts routes together to models: one route a provider, spelled as the first route has it, with
 * what all routes can do written once.
 */
export function assembleModels(found: Iterable<FoundRoute>): Assembled {
  const families = new Map<string, Map<string, FoundRoute>>()
  const others: FoundRoute[] = []
  for (const route of found) {
    const family = families.get(route.key) ?? new Map<string, FoundRoute>()
    families.set(route.key, family)
    const rival = family.get(route.provider)
    const better = rival === undefined || preference(route, rival) < 0
    if (rival !== undefined) others.push(better ? rival : route)
    if (better) family.set(route.provider, route)
  }
  const named = [...families.values()]
    .map((family): [string, readonly FoundRoute[]] => {
      const routes = [...family.values()]
      return [routes[0]?.spelling ?? '', routes]
    })
    .sort(([a], [b]) => compareBytes(a, b))
  const models: Record<string, Model> = Object.create(null)
  for (const [family, routes] of named) models[family] = modelOf(routes)
  return { models, others }
}

/** Worldwide profiles first, then the plainest id. */
function preference(a: FoundRoute, b: FoundRoute): number {
  const worldwide = Number(b.model.startsWith('global.')) - Number(a.model.startsWith('global.'))
  return worldwide || a.model.length - b.model.length || compareBytes(a.model, b.model)
}

function modelOf(routes: readonly FoundRoute[]): Model {
  const shared = sharedCapabilities(routes)
  const [first] = routes
  const source = capabilitySources(first?.source ?? {}, Object.keys(shared))
  return {
    ...(first?.name === undefined ? {} : { name: first.name }),
    ...(Object.keys(shared).length > 0 ? { capabilities: shared } : {}),
    served_by: routes.map((route) => routeOf(route, shared)),
    ...(Object.keys(source).length > 0 ? { source } : {}),
  }
}

/** What every route says alike, and by the same source where that one is its own. */
function sharedCapabilities(routes: readonly FoundRoute[]): Capabilities {
  const [first, ...others] = routes
  const entries = Object.entries(first?.capabilities ?? {})
  return Object.fromEntries(
    entries.filter(([name, value]) =>
      others.every(
        (each) =>
          each.capabilities[name] === value &&
          each.source[noteOf(name)] === first?.source[noteOf(name)],
      ),
    ),
  )
}

/** The notes that cover the named capabilities. */
function capabilitySources(source: Named<string>, names: readonly string[]): Named<string> {
  const own = names.map(noteOf).filter((note) => source[note] !== undefined)
  const notes = own.length < names.length ? ['capabilities', ...own] : own
  return Object.fromEntries(
    notes.flatMap((note) => (source[note] === undefined ? [] : [[note, source[note]]])),
  )
}

function noteOf(capability: string): string {
  return `capabilities.${capability}`
}

function routeOf(route: FoundRoute, shared: Capabilities): Route {
  const { provider, model, prices, changes = [], also = [], source } = route
  const own = Object.entries(route.capabilities).filter(([name]) => !Object.hasOwn(shared, name))
  const notes = {
    ...(source.prices !== undefined && Object.keys(prices).length > 0
      ? { prices: source.prices }
      : {}),
    ...capabilitySources(
      source,
      own.map(([name]) => name),
    ),
  }
  return {
    provider,
    model,
    ...prices,
    ...(own.length > 0 ? { capabilities: Object.fromEntries(own) } : {}),
    ...(changes.length > 0 ? { changes } : {}),
    ...(Object.keys(notes).length > 0 ? { source: notes } : {}),
    ...(also.length > 0 ? { also } : {}),
  }
}
