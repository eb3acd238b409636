import { compareBytes } from '../base/byte-order.ts'
import type { Catalog } from './catalog.ts'
import { freeRouteName } from './route-name.ts'

/** One thing that is different between two catalogs. */
export interface CatalogChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly what: 'catalog' | 'field' | 'provider' | 'model' | 'route'
  /** `gpt-5-nano`, or `openai/gpt-5-nano` for a route; empty for the catalog itself. */
  readonly name: string
  /** What changed of it: `price_in`, `capabilities.context`. */
  readonly member?: string
  readonly before?: unknown
  readonly after?: unknown
  /** By how many percent a number rose (or fell, negative), to two places. */
  readonly percent?: number
}

/**
 * What it takes to get from one catalog to the other: fields, providers, models and routes that
 * came, went or changed, in UTF-8 byte order of their names. Where figures come from is not
 * compared: a figure confirmed by another source is the same figure.
 */
export function diffCatalogs(before: Catalog, after: Catalog): readonly CatalogChange[] {
  return [
    ...changedMembers({ what: 'catalog', name: '' }, dated(before), dated(after)),
    ...compareNamed('field', before.fields ?? {}, after.fields ?? {}),
    ...compareNamed('provider', before.providers, after.providers),
    ...compareNamed('model', withoutRoutes(before), withoutRoutes(after)),
    ...compareNamed('route', routes(before), routes(after)),
  ]
}

function dated({ as_of, tier_order }: Catalog): object {
  return { as_of, tier_order }
}

function withoutRoutes({ models }: Catalog): Records {
  return bare(
    Object.entries(models).map(([name, { served_by: _, source: __, ...model }]) => [name, model]),
  )
}

/** By provider and model; a route that stands twice is told apart by its place. */
function routes({ models }: Catalog): Records {
  const named = new Map<string, object>()
  for (const [family, model] of Object.entries(models)) {
    for (const route of model.served_by) {
      const { provider, offer, source: _, also: __, ...rest } = route
      named.set(freeRouteName({ provider, family, offer }, named), rest)
    }
  }
  return bare([...named])
}

type Records = { readonly [name: string]: object }

function bare(entries: readonly (readonly [string, object])[]): Records {
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}

function compareNamed(
  what: CatalogChange['what'],
  before: Records,
  after: Records,
): readonly CatalogChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareBytes)
  return names.flatMap((name): readonly CatalogChange[] => {
    const [old, now] = [before[name], after[name]]
    if (old === undefined) return [{ kind: 'added', what, name, after: now }]
    if (now === undefined) return [{ kind: 'removed', what, name, before: old }]
    return changedMembers({ what, name }, old, now)
  })
}

function changedMembers(
  subject: Pick<CatalogChange, 'what' | 'name'>,
  before: object,
  after: object,
): readonly CatalogChange[] {
  const [old, now] = [leaves(before), leaves(after)]
  const members = [...new Set([...old.keys(), ...now.keys()])].sort(compareBytes)
  return members.flatMap((member) => {
    const [from, to] = [old.get(member), now.get(member)]
    if (JSON.stringify(from) === JSON.stringify(to)) return []
    const values = {
      ...(from === undefined ? {} : { before: from }),
      ...(to === undefined ? {} : { after: to }),
    }
    return [{ kind: 'changed' as const, ...subject, member, ...values, ...percent(from, to) }]
  })
}

/** The members of a record by name, those of records in it under dotted names. */
function leaves(record: object, prefix = ''): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      found.set(prefix + key, value)
      continue
    }
    for (const [inner, leaf] of leaves(value, `${prefix}${key}.`)) found.set(inner, leaf)
  }
  return found
}

function percent(before: unknown, after: unknown): { percent?: number } {
  if (typeof before !== 'number' || typeof after !== 'number' || before === 0) return {}
  return { percent: Math.round(((after - before) / Math.abs(before)) * 10_000) / 100 }
}
