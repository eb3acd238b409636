import { compareBytes } from '../../src/base/byte-order.ts'
import { STANDARD_FIELD_INFO } from '../../src/catalog/vocabulary.ts'
import type { Benchmarks, Figures } from './benchmarks.ts'
import { PROVIDERS } from './providers.ts'
import type { RawRoute } from './routes.ts'

export interface DocumentParts {
  readonly asOf: string
  readonly sources: Readonly<Record<string, unknown>>
  readonly routes: readonly RawRoute[]
  readonly benchmarks: Benchmarks
}

/** Puts the catalog document together, models in UTF-8 byte order. */
export function documentOf({ asOf, sources, routes, benchmarks }: DocumentParts): object {
  return {
    catalog: 1,
    as_of: asOf,
    sources: { ...sources, ...benchmarks.sources },
    fields: fields(),
    providers: Object.fromEntries(PROVIDERS.map((row) => [row.id, provider(row)])),
    models: Object.fromEntries(
      families(routes)
        .sort(([a], [b]) => compareBytes(a, b))
        .map(([family, members]) => [family, model(members, benchmarks.models.get(family))]),
    ),
  }
}

function fields(): object {
  return Object.fromEntries(
    [...STANDARD_FIELD_INFO.values()].map((info) => [
      info.name,
      {
        sort: 'number',
        unit: info.unit,
        domain: info.domain,
        absent: info.field.default,
        doc: info.doc,
        source: info.source,
        rank: info.ranked,
        better: info.better,
      },
    ]),
  )
}

function provider(row: (typeof PROVIDERS)[number]): object {
  return {
    name: row.name,
    ...(row.baseUrl === undefined ? {} : { base_url: row.baseUrl }),
    api: row.api,
    key_env: row.keyEnv,
    tier: row.tier,
  }
}

/** Routes come provider by provider, so the first of a family has the deciding spelling. */
function families(routes: readonly RawRoute[]): [family: string, RawRoute[]][] {
  const byKey = new Map<string, RawRoute[]>()
  for (const route of routes) {
    const members = byKey.get(route.key)
    if (members === undefined) byKey.set(route.key, [route])
    else members.push(route)
  }
  return [...byKey.values()].map((members) => [members[0]?.spelling ?? '', members])
}

function model(routes: readonly RawRoute[], figures: Figures | undefined): object {
  const shared = sharedCapabilities(routes)
  return {
    name: routes[0]?.name.replace(/^[^:]+: /, ''),
    ...figures?.values,
    capabilities: shared,
    served_by: routes.map((route) => servedBy(route, shared)),
    source: { capabilities: 'pi-ai', ...figures?.source },
  }
}

/** What every route of the model says alike. */
function sharedCapabilities(routes: readonly RawRoute[]): Record<string, number | boolean> {
  const [first, ...others] = routes
  const entries = Object.entries(first?.capabilities ?? {})
  return Object.fromEntries(
    entries.filter(([name, value]) => others.every((each) => each.capabilities[name] === value)),
  )
}

function servedBy(route: RawRoute, shared: Record<string, number | boolean>): object {
  const own = Object.entries(route.capabilities).filter(([name]) => !Object.hasOwn(shared, name))
  const source: Record<string, string> = {}
  if (route.priceSource !== undefined) source.prices = route.priceSource
  if (own.length > 0) source.capabilities = 'pi-ai'
  return {
    provider: route.provider.id,
    model: route.model,
    ...route.prices,
    ...(own.length > 0 ? { capabilities: Object.fromEntries(own) } : {}),
    ...(route.changes.length > 0 ? { changes: route.changes } : {}),
    ...(Object.keys(source).length > 0 ? { source } : {}),
    ...(route.also.length > 0 ? { also: route.also } : {}),
  }
}
