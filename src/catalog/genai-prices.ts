import type { PriceChange, Prices, PriceTier } from './catalog.ts'
import {
  countOf,
  type JsonRecord,
  known,
  listOf,
  member,
  pricePerMillion,
  recordOf,
  textOf,
} from './json-data.ts'

/** The prices of a model on a day, and those already announced for later. */
export interface PriceStatement {
  readonly prices: Prices
  readonly changes: readonly PriceChange[]
}

/** The ids by which an entry of genai-prices names a model exactly, its own first. */
export function exactIds(model: JsonRecord): readonly string[] {
  const own = textOf(member(model, 'id'))
  return [...(own === undefined ? [] : [own]), ...equalIds(member(model, 'match'), 0)]
}

/** Vague matches, such as `starts_with`, name more models than are meant. */
function equalIds(match: unknown, depth: number): readonly string[] {
  const record = recordOf(match)
  const equal = textOf(member(record, 'equals'))
  if (equal !== undefined) return [equal]
  if (depth >= MOST_NESTED) return []
  return listOf(member(record, 'or')).flatMap((each) => equalIds(each, depth + 1))
}

const MOST_NESTED = 8

/**
 * What an entry of genai-prices says of prices on a day. Where a price depends on the time of
 * day, the highest holds: a budget must not fall short.
 */
export function statementOf(model: JsonRecord, day: string): PriceStatement {
  const listed = member(model, 'prices')
  if (!Array.isArray(listed)) return { prices: toPrices(recordOf(listed)), changes: [] }
  const dated = listed.map((each) => conditionOf(recordOf(each)))
  const started = dated.filter(({ from, byHour }) => !byHour && (from ?? '') <= day)
  const applicable = [...started.slice(-1), ...dated.filter(({ byHour }) => byHour)]
  const highest = applicable.reduce<Condition | undefined>(
    (soFar, each) =>
      soFar === undefined || (each.prices.price_out ?? 0) > (soFar.prices.price_out ?? 0)
        ? each
        : soFar,
    undefined,
  )
  const later = dated.filter(({ from }) => from !== undefined && from > day)
  return {
    prices: highest?.prices ?? {},
    changes: later.map(({ from = '', prices }) => ({ from, ...prices })),
  }
}

interface Condition {
  readonly from: string | undefined
  readonly byHour: boolean
  readonly prices: Prices
}

function conditionOf(conditional: JsonRecord): Condition {
  const constraint = recordOf(member(conditional, 'constraint'))
  return {
    from: textOf(member(constraint, 'start_date')),
    byHour: member(constraint, 'start_time') !== undefined,
    prices: toPrices(recordOf(member(conditional, 'prices'))),
  }
}

// biome-ignore format: table
const KINDS = [
  ['price_in',          'input_mtok'],
  ['price_out',         'output_mtok'],
  ['price_cache_read',  'cache_read_mtok'],
  ['price_cache_write', 'cache_write_mtok'],
] as const

function toPrices(price: JsonRecord): Prices {
  const base = KINDS.map(([name, kind]) => [name, basePrice(member(price, kind))] as const)
  const tiers = toTiers(price)
  return known({ ...Object.fromEntries(base), tiers: tiers.length === 0 ? undefined : tiers })
}

function basePrice(price: unknown): number | undefined {
  const tiered = member(recordOf(price), 'base')
  return pricePerMillion(tiered === undefined ? price : tiered)
}

/** A tier holds for the whole request when its input is longer than `start`. */
function toTiers(price: JsonRecord): readonly PriceTier[] {
  const tiers = new Map<number, Record<string, number>>()
  for (const [name, kind] of KINDS) {
    for (const tier of listOf(member(recordOf(member(price, kind)), 'tiers'))) {
      const start = countOf(member(recordOf(tier), 'start'))
      const usd = pricePerMillion(member(recordOf(tier), 'price'))
      if (start === undefined || usd === undefined) continue
      tiers.set(start, { ...tiers.get(start), [name]: usd })
    }
  }
  const byStart = [...tiers].sort(([a], [b]) => a - b)
  return byStart.map(([above, prices]) => ({ above, ...prices }))
}
