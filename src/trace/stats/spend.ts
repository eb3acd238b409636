import { add, type Decimal } from '../../catalog/money.ts'
import type { CostRecord, HopRecord, Receipt, UsageRecord } from '../record.ts'
import { addMoney, amountOf, type MoneySum, mergeMoney } from './money-sum.ts'

/** What calls cost and used. Plain data. */
export interface Spend {
  /** From usage that providers reported. */
  readonly settled: MoneySum
  /** From usage that was estimated. */
  readonly estimated: MoneySum
  /** Calls that may have cost something, and nobody knows what. */
  unknown: number
  /** What would have been spent, had somebody been called: by simulations and in the sandbox. */
  readonly assumed: MoneySum
  /** Tokens, each counted once; of calls alone. */
  input: bigint
  output: bigint
  cacheRead: bigint
  cacheWrite: bigint
}

export function newSpend(): Spend {
  return {
    settled: new Map(),
    estimated: new Map(),
    unknown: 0,
    assumed: new Map(),
    input: 0n,
    output: 0n,
    cacheRead: 0n,
    cacheWrite: 0n,
  }
}

export function mergeSpend(into: Spend, from: Spend): void {
  mergeMoney(into.settled, from.settled)
  mergeMoney(into.estimated, from.estimated)
  mergeMoney(into.assumed, from.assumed)
  into.unknown += from.unknown
  into.input += from.input
  into.output += from.output
  into.cacheRead += from.cacheRead
  into.cacheWrite += from.cacheWrite
}

/** What one call added, looked at once for all sums that it is added to. */
export interface Charge {
  readonly settled: Decimal | undefined
  readonly estimated: Decimal | undefined
  readonly isUnknown: boolean
  readonly isSpent: boolean
  /** Undefined where nobody was called. */
  readonly usage: UsageRecord | undefined
}

export function addCharge(spend: Spend, charge: Charge): void {
  const { settled, estimated, usage } = charge
  if (charge.isSpent) {
    if (settled !== undefined) addMoney(spend.settled, settled)
    if (estimated !== undefined) addMoney(spend.estimated, estimated)
    if (charge.isUnknown) spend.unknown += 1
  } else {
    const known =
      settled !== undefined && estimated !== undefined
        ? add(settled, estimated)
        : (settled ?? estimated)
    if (known !== undefined) addMoney(spend.assumed, known)
  }
  if (usage === undefined) return
  spend.input += BigInt(usage.input ?? 0)
  spend.output += BigInt(usage.output ?? 0)
  spend.cacheRead += BigInt(usage.cache_read ?? 0)
  spend.cacheWrite += BigInt(usage.cache_write ?? 0)
}

/** What a call of a receipt added. */
export function chargeOfCall(hop: HopRecord, mode: Receipt['mode']): Charge {
  const cost = costOf(hop.cost)
  const isKnown = cost.settled !== undefined || cost.estimated !== undefined
  return {
    ...cost,
    isUnknown: !isKnown && !isRefused(hop),
    isSpent: mode === 'live',
    usage: hop.usage,
  }
}

/** What a receipt adds for which nobody was called. */
export function chargeWithoutCall({ cost, mode }: Pick<Receipt, 'cost' | 'mode'>): Charge {
  return { ...costOf(cost), isUnknown: false, isSpent: mode === 'live', usage: undefined }
}

/** Nobody bills a call that was answered with an error. */
function isRefused({ status, usage }: HopRecord): boolean {
  return usage === undefined && status !== undefined && status >= 400
}

function costOf(cost: CostRecord | undefined): Pick<Charge, 'settled' | 'estimated'> {
  return { settled: amountOf(cost?.settled), estimated: amountOf(cost?.estimated) }
}
