import type { Catalog, FieldValues, SourceNote } from './catalog.ts'
import { quoted } from './quoted.ts'

/** A number of a catalog that no `source` covers. */
export interface Unsourced {
  readonly member: string
  /** The model, or a route of it. */
  readonly what: string
  readonly path: readonly string[]
}

/**
 * The numbers of a model and its routes that do not say where they come from. A catalog that
 * lists no `sources` does not keep account of them, and then there are none.
 */
export function unsourcedMembers(catalog: Catalog, name: string): readonly Unsourced[] {
  const model = catalog.models[name]
  if (catalog.sources === undefined || model === undefined) return []
  const path = ['models', name]
  return [
    ...unsourced(model, { what: `model ${quoted(name)}`, path }),
    ...model.served_by.flatMap((route, index) =>
      unsourced(route, {
        what: `${quoted(route.provider)} serving model ${quoted(name)}`,
        path: [...path, 'served_by', String(index)],
      }),
    ),
  ]
}

/** The source of a member, with the place in it, as the nearest note says. */
export function sourceOf(note: SourceNote | undefined, member: string): string | undefined {
  if (note === undefined || typeof note === 'string') return note
  const names = [member, ...wider(member)]
  return names.map((each) => note[each]).find((source) => source !== undefined)
}

/** What covers a member: `prices` a price, `quality` everything that begins with `quality.`. */
function wider(member: string): readonly string[] {
  if (PRICES.has(member)) return ['prices']
  const parts = member.split('.')
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join('.'))
}

const PRICES: ReadonlySet<string> = new Set([
  'price_in',
  'price_out',
  'price_cache_read',
  'price_cache_write',
  'tiers',
  'changes',
])

function unsourced(
  holder: FieldValues & { readonly source?: SourceNote },
  { what, path }: Omit<Unsourced, 'member'>,
): readonly Unsourced[] {
  return Object.entries(holder)
    .filter(([member, value]) => isFigure(member, value))
    .filter(([member, value]) => !isSourced(member, value, holder.source))
    .map(([member]) => ({ member, what, path: [...path, member] }))
}

function isFigure(member: string, value: unknown): boolean {
  return typeof value === 'number' || member === 'capabilities' || PRICES.has(member)
}

function isSourced(member: string, value: unknown, note: SourceNote | undefined): boolean {
  if (member !== 'capabilities') return sourceOf(note, member) !== undefined
  return Object.keys(value ?? {}).every((name) => sourceOf(note, `${member}.${name}`) !== undefined)
}
