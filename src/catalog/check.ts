import { compareBytes } from '../base/byte-order.ts'
import type { Catalog, Model, Prices, Route } from './catalog.ts'
import { type Finding, finding } from './finding.ts'
import { unsourcedMembers } from './provenance.ts'
import { quoted } from './quoted.ts'

export interface CheckOptions {
  /** Milliseconds since 1970, to tell how old figures are. */
  readonly now: number
  /** Figures older than this are stale; {@link DEFAULT_MAX_AGE_DAYS} where absent. */
  readonly maxAgeDays?: number
}

export const DEFAULT_MAX_AGE_DAYS = 90

/**
 * What is doubtful about a catalog: figures that are old (UH6022), models and providers without a
 * route (UH6023, UH6029), routes that are the same (UH6024), sources that disagree (UH6025),
 * figures, prices and sources that are missing (UH6026, UH6027, UH6031), and prices that have
 * changed by now (UH6028).
 */
export function checkCatalog(catalog: Catalog, options: CheckOptions): readonly Finding[] {
  return [
    ...staleFigures(catalog, options),
    ...idleProviders(catalog),
    ...missingFigures(catalog),
    ...sortedEntries(catalog.models).flatMap(([name, model]) => [
      ...unservedModel(name, model),
      ...unsourcedModel(catalog, name),
      ...model.served_by.flatMap((route, index) => [
        ...unpricedRoute(route, { name, index }),
        ...disagreements(route, { name, index }),
        ...changesInForce(route, { name, index, now: options.now }),
      ]),
    ]),
    ...sameRoutes(catalog),
  ]
}

interface Place {
  readonly name: string
  readonly index: number
}

function staleFigures(
  { as_of, sources = {} }: Catalog,
  { now, maxAgeDays = DEFAULT_MAX_AGE_DAYS }: CheckOptions,
): readonly Finding[] {
  if (as_of === undefined) {
    const message = 'the catalog does not say on which day its figures held'
    return [finding('UH6022', { message, path: [], help: 'add `as_of: YYYY-MM-DD`' })]
  }
  const dated: [what: string, day: string, path: readonly string[]][] = [
    ['the catalog', as_of, ['as_of']],
    ...sortedEntries(sources).map(([name, origin]): [string, string, readonly string[]] => [
      `source ${quoted(name)}`,
      origin.as_of ?? as_of,
      ['sources', name],
    ]),
  ]
  return dated.flatMap(([what, day, path]) => {
    const age = Math.floor((now - Date.parse(`${day}T00:00:00Z`)) / DAY_MS)
    if (age <= maxAgeDays) return []
    const message = `${what} is of ${day}, ${age} days old; more than ${maxAgeDays} is stale`
    return [finding('UH6022', { message, path, help: 'look the figures up again' })]
  })
}

const DAY_MS = 86_400_000

function idleProviders({ providers, models }: Catalog): readonly Finding[] {
  const serving = new Set(
    Object.values(models).flatMap((model) => model.served_by.map(({ provider }) => provider)),
  )
  const idle = sortedEntries(providers).filter(([name]) => !serving.has(name))
  return idle.map(([name]) =>
    finding('UH6029', {
      message: `provider ${quoted(name)} serves no model`,
      path: ['providers', name],
    }),
  )
}

/** One finding a field: in a large catalog most models lack some figure. */
function missingFigures({ fields = {}, models }: Catalog): readonly Finding[] {
  const all = sortedEntries(models)
  const ranked = sortedEntries(fields).filter(([, each]) => each.sort === 'number' && each.rank)
  return ranked.flatMap(([field]) => {
    const missing = all.filter(([, model]) => model[field] === undefined).map(([name]) => name)
    if (missing.length === 0) return []
    const message = `${missing.length} of ${all.length} models have no ${quoted(field)}: ${listed(missing)}`
    const help = 'a rule about it never selects them'
    return [finding('UH6026', { message, path: ['fields', field], help })]
  })
}

const MOST_NAMES = 5

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(quoted).join(', ')
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown
}

function unservedModel(name: string, model: Model): readonly Finding[] {
  if (model.served_by.length > 0) return []
  const message = `nobody serves model ${quoted(name)}`
  const help = 'add a route under `served_by`, or delete the model'
  return [finding('UH6023', { message, path: ['models', name], help })]
}

function unsourcedModel(catalog: Catalog, name: string): readonly Finding[] {
  return unsourcedMembers(catalog, name).map(({ member, path, what }) =>
    finding('UH6031', {
      message: `${quoted(member)} of ${what} does not say where it comes from`,
      path,
      help: 'name one of the `sources` under `source`',
    }),
  )
}

function unpricedRoute(route: Route, place: Place): readonly Finding[] {
  const missing = (['price_in', 'price_out'] as const).filter((price) => route[price] === undefined)
  if (missing.length === 0) return []
  const message = `${routeName(route, place)} has no ${missing.map(quoted).join(' and no ')}`
  const help = 'a rule about prices never selects it'
  return [finding('UH6027', { message, path: routePath(place), help })]
}

function disagreements(route: Route, place: Place): readonly Finding[] {
  return (route.also ?? []).flatMap(({ source, ...prices }) => {
    const differing = PRICE_NAMES.flatMap((name) => differs(route, prices, name))
    if (differing.length === 0) return []
    const message = `${routeName(route, place)}: ${quoted(source)} says ${differing.join(', ')}`
    return [finding('UH6025', { message, path: routePath(place) })]
  })
}

const PRICE_NAMES = ['price_in', 'price_out', 'price_cache_read', 'price_cache_write'] as const

function differs(
  own: Prices,
  other: Prices,
  name: (typeof PRICE_NAMES)[number],
): readonly string[] {
  if (other[name] === undefined || other[name] === own[name]) return []
  return [`${quoted(name)} is ${other[name]}, not ${own[name] ?? 'unknown'}`]
}

function changesInForce(route: Route, place: Place & { readonly now: number }): readonly Finding[] {
  const begun = (route.changes ?? []).filter(
    ({ from }) => Date.parse(`${from}T00:00:00Z`) <= place.now,
  )
  return begun.map(({ from }) =>
    finding('UH6028', {
      message: `${routeName(route, place)} has other prices since ${from}`,
      path: routePath(place),
      help: 'put them in the place of the old ones',
    }),
  )
}

/** The same pair of provider and peer twice for a model, or one served model under two names. */
function sameRoutes({ models }: Catalog): readonly Finding[] {
  const seen = new Map<string, string>()
  return sortedEntries(models).flatMap(([name, model]) =>
    model.served_by.flatMap((route, index) => {
      const own = routeName(route, { name })
      const peer = route.offer?.peer_id ?? ''
      const pair = JSON.stringify(['pair', route.provider, peer, name])
      const served = JSON.stringify(['served', route.provider, peer, route.model ?? name])
      const first = seen.get(pair) ?? seen.get(served)
      seen.set(pair, own).set(served, own)
      if (first === undefined) return []
      const message = first === own ? `${own} stands twice` : `${own} is the same route as ${first}`
      const help = 'delete one of them: rules and reports cannot tell them apart'
      return [finding('UH6024', { message, path: routePath({ name, index }), help })]
    }),
  )
}

function routeName({ provider }: Route, { name }: Pick<Place, 'name'>): string {
  return `${quoted(provider)} serving model ${quoted(name)}`
}

function routePath({ name, index }: Place): readonly string[] {
  return ['models', name, 'served_by', String(index)]
}

function sortedEntries<T>(named: { readonly [name: string]: T }): readonly [string, T][] {
  return Object.entries(named).sort(([a], [b]) => compareBytes(a, b))
}
