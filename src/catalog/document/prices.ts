import type { Disagreement, PriceChange, PriceTier } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import { reportNegative } from './field-values.ts'
import type { Located } from './located.ts'
import type { Names } from './names.ts'
import { sourceName } from './origins.ts'
import { report } from './reading.ts'
import { memberOf, type Reader, readList, readRecord, type Site } from './record.ts'
import { countFrom, readDay, readNumber } from './scalars.ts'

/** USD per million tokens, 0 or more. Adds UH6009. */
const readPrice: Reader<number> = (value, site) => {
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
const readTiers: Reader<readonly PriceTier[]> = (value, site) => {
  reportDisorder(value, 'above', site)
  return readList(value, readTier, site)
}

function readTier(value: Located, { reading, what }: Site): PriceTier | undefined {
  const site = { reading, what: () => `a tier in ${what()}` }
  return readRecord<PriceTier>(value, TIER, site)
}

const CHANGE = { members: { from: readDay, ...PRICES, tiers: readTiers }, required: ['from'] }

/** Announced prices, the earliest first. Adds UH6020 where they are not. */
const readChanges: Reader<readonly PriceChange[]> = (value, site) => {
  reportDisorder(value, 'from', site)
  return readList(value, readChange, site)
}

function readChange(value: Located, { reading, what }: Site): PriceChange | undefined {
  const site = { reading, what: () => `a change in ${what()}` }
  return readRecord<PriceChange>(value, CHANGE, site)
}

/** Adds UH6020 where an item of a list does not have more of the member than the one before it. */
function reportDisorder(list: Located, member: string, { reading, what }: Site): void {
  const items = list.kind === 'list' ? list.items : []
  const keys = items.map((item) => memberOf(item, member)?.value)
  for (const [index, key] of keys.entries()) {
    const before = keys[index - 1]
    if (key?.kind !== 'scalar' || before?.kind !== 'scalar') continue
    if (rises(before.value, key.value)) continue
    report(reading, 'UH6020', {
      message: `${quoted(member)} ${key.value} comes after ${before.value} in ${what()}`,
      span: key.span,
      related: [{ span: before.span, label: 'this stands before it' }],
      help: 'list every threshold once, from low to high',
    })
  }
}

function rises(before: unknown, after: unknown): boolean {
  if (typeof before === 'number' && typeof after === 'number') return after > before
  // Days in their one form are in the order of their texts.
  return typeof before !== 'string' || typeof after !== 'string' || after > before
}

/** What another source says of the prices of a route. */
export function disagreement(names: Names): Reader<Disagreement> {
  const shape = { members: { source: sourceName(names), ...PRICES }, required: ['source'] }
  return (value, site) => readRecord<Disagreement>(value, shape, site)
}

/** The prices that are not fields of the vocabulary. */
export const FURTHER_PRICES = {
  price_cache_read: readPrice,
  price_cache_write: readPrice,
  tiers: readTiers,
  changes: readChanges,
}
