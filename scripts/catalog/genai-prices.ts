import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PriceChange, Prices, PriceTier } from '../../src/catalog/catalog.ts'

/** A provider's price list as `@pydantic/genai-prices` exports it, with the members used here. */
export interface PriceList {
  readonly models: readonly PricedModel[]
}

export interface PricedModel {
  readonly id: string
  readonly match: Match
  /** One price, or several of which the last that applies holds. */
  readonly prices: ModelPrice | readonly ConditionalPrice[]
}

/** How a model is told from the id in a request; the vaguer ways are not used here. */
interface Match {
  readonly equals?: string
  readonly or?: readonly Match[]
}

interface ConditionalPrice {
  readonly constraint?: { readonly type: string; readonly start_date?: string }
  readonly prices: ModelPrice
}

/** USD per million tokens by kind of token. */
interface ModelPrice {
  readonly input_mtok?: number | TieredPrice
  readonly output_mtok?: number | TieredPrice
  readonly cache_read_mtok?: number | TieredPrice
  readonly cache_write_mtok?: number | TieredPrice
}

/** A tier holds for the whole request when its input is longer than `start`. */
interface TieredPrice {
  readonly base: number
  readonly tiers: readonly { readonly start: number; readonly price: number }[]
}

/** Loads an unpacked package, which answers with the price list of a provider. */
export async function readGenaiPrices(
  folder: string,
): Promise<(providerId: string) => PriceList | undefined> {
  const entry = await import(pathToFileURL(join(folder, 'dist/index.js')).href)
  return (providerId) => entry.findProvider({ providerId })
}

/** The prices of exactly this model on a day, and those already announced for later. */
export interface PriceStatement {
  readonly prices: Prices
  readonly changes: readonly PriceChange[]
}

/**
 * What the list says of the model with exactly that id. Vague matches (`starts_with`) are left
 * out: they exist to price any id somehow, and would give a new model its ancestor's price.
 */
export function pricesOf(list: PriceList, id: string, day: string): PriceStatement | undefined {
  const model = list.models.find(({ id: own, match }) => own === id || names(match, id))
  if (model === undefined) return undefined
  if (!isConditional(model.prices)) return { prices: toPrices(model.prices), changes: [] }
  return {
    prices: toPrices(inForce(model.prices, day)),
    changes: model.prices.flatMap(({ constraint, prices }) => {
      const from = constraint?.start_date ?? ''
      return from > day ? [{ from, ...toPrices(prices) }] : []
    }),
  }
}

function names(match: Match, id: string): boolean {
  return match.equals === id || (match.or ?? []).some((each) => names(each, id))
}

function isConditional(prices: PricedModel['prices']): prices is readonly ConditionalPrice[] {
  return Array.isArray(prices)
}

/** Where a price depends on the time of day, the highest holds: a budget must not fall short. */
function inForce(conditional: readonly ConditionalPrice[], day: string): ModelPrice {
  const started = conditional.filter(
    ({ constraint }) => constraint === undefined || (constraint.start_date ?? '9') <= day,
  )
  const byHour = conditional.filter(({ constraint }) => constraint?.type === 'time_of_date')
  const applicable = [...started.slice(-1), ...byHour].map(({ prices }) => prices)
  return applicable.reduce(
    (highest, each) => (base(each.output_mtok) > base(highest.output_mtok) ? each : highest),
    applicable[0] ?? {},
  )
}

function base(price: number | TieredPrice | undefined): number {
  return typeof price === 'object' ? price.base : (price ?? 0)
}

// biome-ignore format: table
const KINDS = [
  ['price_in',          'input_mtok'],
  ['price_out',         'output_mtok'],
  ['price_cache_read',  'cache_read_mtok'],
  ['price_cache_write', 'cache_write_mtok'],
] as const

function toPrices(price: ModelPrice): Prices {
  const known = KINDS.filter(([, kind]) => price[kind] !== undefined)
  const tiers = toTiers(price)
  return {
    ...Object.fromEntries(known.map(([name, kind]) => [name, base(price[kind])])),
    ...(tiers.length === 0 ? {} : { tiers }),
  }
}

function toTiers(price: ModelPrice): readonly PriceTier[] {
  const tiers = new Map<number, Record<string, number>>()
  for (const [name, kind] of KINDS) {
    const tiered = price[kind]
    if (typeof tiered !== 'object') continue
    for (const { start, price: usd } of tiered.tiers) {
      const tier = tiers.get(start) ?? {}
      tier[name] = usd
      tiers.set(start, tier)
    }
  }
  const byStart = [...tiers].sort(([a], [b]) => a - b)
  return byStart.map(([above, prices]) => ({ above, ...prices }))
}
