import type { Candidate } from '../../catalog/candidate.ts'
import { add, type Decimal, ZERO } from '../../catalog/money.ts'
import { costOf } from '../../catalog/price.ts'
import { knownCost, totalOf } from '../cost-record.ts'
import type { HopRecord, ReceiptRecord, UsageRecord } from '../record.ts'
import type { Basis } from './basis.ts'
import type { Stage } from './stage.ts'
import type { Walk } from './walk-again.ts'

/** What a receipt cost, what it would have cost, and what that rests on. */
export interface Estimate {
  /** USD; undefined where unknown, which is not 0. */
  readonly before: Decimal | undefined
  /** USD; undefined where unknown, which is not 0. */
  readonly after: Decimal | undefined
  /** In the order of `BASES`, never empty. */
  readonly bases: readonly Basis[]
}

/** A receipt as it went, and as it would have gone. */
export interface Comparison {
  readonly receipt: ReceiptRecord
  readonly stage: Stage
  readonly before: Walk
  readonly after: Walk
}

/** Whether both costs of an estimate are in the sums. */
export function isCompared({ bases: [first] }: Estimate): boolean {
  return first !== 'unanswered' && first !== 'unknown cost' && first !== 'unpriced'
}

export function estimateOf(comparison: Comparison): Estimate {
  const { receipt, before, after } = comparison
  const costs = { before: costBefore(receipt, before), after: costAfter(comparison) }
  const isAnswered = before.end.kind === 'answered' && after.end.kind === 'answered'
  if (!isAnswered) return { ...costs, bases: ['unanswered'] }
  if (costs.before === undefined) return { ...costs, bases: ['unknown cost'] }
  if (costs.after === undefined) return { ...costs, bases: ['unpriced'] }
  return { ...costs, bases: basesOf(comparison) }
}

/** As recorded: settled and estimated, if that of the answer is known where there is one. */
function costBefore({ cost, hops }: ReceiptRecord, { end }: Walk): Decimal | undefined {
  const answer = hops.at(-1)
  const isKnown = answer === undefined || end.kind !== 'answered' || hasCost(answer)
  return isKnown ? knownCost(cost) : undefined
}

function hasCost({ cost }: HopRecord): boolean {
  return cost !== undefined && knownCost(cost) !== undefined
}

/** Every call that was recorded with its tokens, and the answer. */
function costAfter({ receipt, before, after }: Comparison): Decimal | undefined {
  const parts = after.calls.map(({ candidate, hop }, index) => {
    const isAnswer = after.end.kind === 'answered' && index === after.calls.length - 1
    if (!isAnswer) return hop?.usage && totalOf(candidate, hop.usage)
    const usage = usageAt(candidate, receipt, before)
    return totalOf(candidate, usage) ?? 'unknown'
  })
  if (parts.includes('unknown')) return undefined
  const known = parts.filter((part) => part !== undefined && part !== 'unknown')
  return known.length === 0 ? undefined : known.reduce(add, ZERO)
}

/**
 * The tokens of an answer: those of the recorded one, or, where nobody answered, those that were
 * expected. A route that did not answer has nothing in its cache.
 */
function usageAt(candidate: Candidate, receipt: ReceiptRecord, { end }: Walk): UsageRecord {
  const { tokens } = receipt.request
  if (end.kind !== 'answered') {
    return tokens === undefined ? { origin: 'unknown' } : { origin: 'estimated', ...tokens }
  }
  const usage = recordedUsage(receipt)
  const { cache_read: cached = 0, ...rest } = usage
  if (end.route === candidate.cid || cached === 0 || rest.input === undefined) return usage
  return { ...rest, input: rest.input + cached }
}

function recordedUsage({ hops, usage }: ReceiptRecord): UsageRecord {
  return hops.length === 0 ? usage : (hops.at(-1)?.usage ?? usage)
}

function basesOf(comparison: Comparison): readonly Basis[] {
  const { receipt, stage, before, after } = comparison
  const [was, is] = [answererOf(before), answererOf(after)]
  if (was === undefined || is === undefined) throw new Error('an answer comes of a call')
  const isSameRoute = was.cid === is.cid
  const isAsPriced = isSameRoute && haveSamePrices(was, is)
  const usage = recordedUsage(receipt)
  const bases: Basis[] = []
  if (isAsPriced) bases.push('same route')
  else if (isSameRoute) bases.push('other prices')
  else bases.push(was.model_family === is.model_family ? 'other provider' : 'other model')
  if (!isSameRoute && (usage.cache_read ?? 0) > 0) bases.push('cold cache')
  if (!isAsPriced && assumesCachePrice(is, usageAt(is, receipt, before))) bases.push('cache price')
  if (usage.origin === 'estimated') bases.push('estimated tokens')
  if (!isSameWalk(before, after) && receipt.hops.some(hasFailed)) bases.push('same failures')
  if (stage.readsUnrecorded) bases.push('unread health')
  if (stage.isLimited) bases.push('limits of the host')
  return bases
}

/** Who answered, at the prices of then. */
function answererOf({ calls }: Walk): Candidate | undefined {
  return calls.at(-1)?.candidate
}

function hasFailed({ failure }: HopRecord): boolean {
  return failure !== undefined
}

function isSameWalk(a: Walk, b: Walk): boolean {
  return (
    a.calls.length === b.calls.length &&
    a.calls.every(({ candidate }, i) => candidate.cid === b.calls[i]?.candidate.cid)
  )
}

const PRICES = ['price_in', 'price_out', 'price_cache_read', 'price_cache_write'] as const

export function haveSamePrices(a: Candidate, b: Candidate): boolean {
  if (a === b) return true
  return (
    PRICES.every((price) => a[price] === b[price]) &&
    JSON.stringify(a.tiers) === JSON.stringify(b.tiers)
  )
}

function assumesCachePrice(candidate: Candidate, usage: UsageRecord): boolean {
  const { input = 0, output = 0, cache_read = 0, cache_write = 0 } = usage
  const cost = costOf(candidate, {
    input,
    output,
    cacheRead: cache_read,
    cacheWrite: cache_write,
  })
  return (cost?.assumed.length ?? 0) > 0
}
