import type { Disagreement, PriceChange, PriceTier } from '../catalog.ts'
import { reportNegative } from './field-values.ts'
import type { Located } from './located.ts'
import type { Names } from './names.ts'
import { sourceName } from './origins.ts'
import { report } from './reading.ts'
import { type Reader, readList, readRecord, type Site } from './record.ts'
import { countFrom, readDay, readNumber } from './scalars.ts'

/** USD per million tokens, 0 or more. Adds UH6009. */
export const readPrice: Reader<number> = (value, site) => {
  const price = readNumber(value, site)
  if (price === undefined || price >= 0) return price
  reportNegative(value, price, site)
  return undefined
}

const PRICES = {
  price_in: readPrice,
  price_out: readPrice,
  price_cache_read: readPrice,
  price_cache_write: readPrice,
}

const TIER = { members: { above: countFrom(1), ...PRICES }, required: ['above'] }

/** Price tiers, from low to high. Adds UH6020 where they are not. */
export const readTiers: Reader<readonly PriceTier[]> = (value, site) => {
  const tiers = readList(value, readTier, site)
  for (const [index, tier] of (tiers ?? []).entries()) {
    const before = tiers?.[index - 1]
    if (before === undefined || before.above < tier.above) continue
    report(site.reading, 'UH6020', {
      message: `${site.what()} has a tier above ${tier.above} after one above ${before.above}`,
      span: value.span,
      help: 'list every threshold once, from low to high',
    })
  }
  return tiers
}

function readTier(value: Located, site: Site): PriceTier | undefined {
  return readRecord(value, TIER, site) as PriceTier | undefined
}

/** Announced prices. Adds UH6020 where they are not in the order of their days. */
export const readChanges: Reader<readonly PriceChange[]> = (value, site) => {
  const changes = readList(value, readChange, site)
  for (const [index, change] of (changes ?? []).entries()) {
    const before = changes?.[index - 1]
    if (before === undefined || before.from < change.from) continue
    report(site.reading, 'UH6020', {
      message: `${site.what()} has prices from ${change.from} after those from ${before.from}`,
      span: value.span,
      help: 'list every day once, the earliest first',
    })
  }
  return changes
}

const CHANGE = { members: { from: readDay, ...PRICES, tiers: readTiers }, required: ['from'] }

function readChange(value: Located, site: Site): PriceChange | undefined {
  return readRecord(value, CHANGE, site) as PriceChange | undefined
}

/** What another source says of the prices of a route. */
export function disagreement(names: Names): Reader<Disagreement> {
  const shape = { members: { source: sourceName(names), ...PRICES }, required: ['source'] }
  return (value, site) => readRecord(value, shape, site) as Disagreement | undefined
}

/** The prices that are not fields of the vocabulary. */
export const FURTHER_PRICES = {
  price_cache_read: readPrice,
  price_cache_write: readPrice,
  tiers: readTiers,
  changes: readChanges,
}
