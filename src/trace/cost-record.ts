import type { Prices } from '../catalog/catalog.ts'
import { add, type Decimal, decimalFrom, plain, ZERO } from '../catalog/money.ts'
import { costOf } from '../catalog/price.ts'
import type { CostRecord, UsageRecord } from './record.ts'

/** What tokens cost at the prices of a route: settled where reported, else estimated. */
export function costRecord(prices: Prices, usage: UsageRecord): CostRecord {
  return recordOfCost(totalOf(prices, usage), usage.origin)
}

/** The record of an exact cost; undefined is unknown. */
export function recordOfCost(cost: Decimal | undefined, origin: UsageRecord['origin']): CostRecord {
  const text = cost === undefined ? null : plain(cost)
  return {
    settled: origin === 'reported' ? text : null,
    estimated: origin === 'estimated' ? text : null,
  }
}

/** The exact cost, or undefined where a count or a price is not known. */
export function totalOf(prices: Prices, usage: UsageRecord): Decimal | undefined {
  const { input, output, cache_read: cacheRead = 0, cache_write: cacheWrite = 0 } = usage
  if (usage.origin === 'unknown' || input === undefined || output === undefined) return undefined
  return costOf(prices, { input, output, cacheRead, cacheWrite })?.total
}

/** The parts added up, each kind apart; a kind that no part knows is unknown. */
export function sumOfCosts(parts: readonly CostRecord[]): CostRecord {
  return { settled: sumOf(parts, 'settled'), estimated: sumOf(parts, 'estimated') }
}

export const UNKNOWN_COST: CostRecord = { settled: null, estimated: null }

/** All that is known of a cost, settled or estimated; undefined where nothing is. */
export function knownCost({ settled, estimated }: CostRecord): Decimal | undefined {
  const known = settled === null ? undefined : decimalFrom(settled)
  const assumed = estimated === null ? undefined : decimalFrom(estimated)
  if (known === undefined || assumed === undefined) return known ?? assumed
  return add(known, assumed)
}

function sumOf(parts: readonly CostRecord[], kind: keyof CostRecord): string | null {
  const known = parts.flatMap((part) => {
    const text = part[kind]
    return text === null ? [] : (decimalFrom(text) ?? [])
  })
  return known.length === 0 ? null : plain(known.reduce(add, ZERO))
}
