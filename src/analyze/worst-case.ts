import type { Prices } from '../catalog/catalog.ts'
import { add, compare, type Decimal, multiply, ZERO } from '../catalog/money.ts'
import { costOf } from '../catalog/price.ts'
import { numberAt, subtermAt } from '../decide/admitted.ts'
import { normalized } from '../decide/normalized.ts'
import type { Term } from '../ir/term.ts'
import { type FailureBounds, failureBounds } from './answers-to-failure.ts'
import { longestAttemptMs } from './longest-attempt.ts'

/** What a request meets. */
export interface WorstCaseScene {
  /** Those that pass the filter: how many, or their prices and providers. */
  readonly candidates: number | readonly PricedCandidate[]
  /** Set when the candidates stand in the order of the policy: then the first are tried. */
  readonly order?: 'ranked'
  /** Tokens of the request, and the most it may answer; both whole. */
  readonly inputTokens: number
  readonly outputTokens: number
}

/** A candidate is one. */
export interface PricedCandidate extends Prices {
  readonly provider_id?: string
}

/** The most that one request can come to under a policy. */
export interface WorstCase {
  /** How many candidates are tried. */
  readonly candidates: number
  readonly attempts: Limit<number>
  /** Milliseconds, from the first attempt to the end of the last. */
  readonly ms: Limit<number>
  readonly usd: Limit<Decimal>
}

export interface Limit<T> {
  /** Undefined where there is no limit, or nothing tells it. */
  readonly value: T | undefined
  /** What the value rests on, or why there is none: phrases that can be listed. */
  readonly basis: readonly string[]
}

/**
 * The worst case of a policy: every attempt fails, in the order that costs most.
 *
 *     attempts = candidates × (1 + retries)
 *     ms       = attempts × timeout_ms + candidates × waits
 *     usd      = (1 + retries) × the sum of the cost of the full request at each candidate
 *
 * - `candidates`: all that there are, at most as many as `top_k` keeps; one where no failure leads
 *   to another; one of each provider where failures only disable providers. Without the ranked
 *   order those that cost most are taken. No candidate is tried again once it was left.
 * - `retries` and `waits`: see {@link failureBounds}. Jitter of waits is a host's and not in it,
 *   nor is what a provider asks to wait.
 * - `timeout_ms`: see {@link longestAttemptMs}.
 * - A failed attempt is billed as a whole one: all the input, at the price of input that no cache
 *   knows, and all the output that it may have. Sums are exact decimals.
 *
 * @param policy an admitted policy.
 */
export function worstCase(policy: Term, scene: WorstCaseScene): WorstCase {
  const normal = normalized(policy)
  const failures = failureBounds(normal)
  const reached = reachedBy(failures, keptBy(subtermAt(normal, 3)), scene)
  const attempts = attemptsOf(reached, failures)
  return {
    candidates: reached.count,
    attempts,
    ms: msOf(attempts, { reached, failures, attemptMs: longestAttemptMs(subtermAt(normal, 4)) }),
    usd: usdOf(reached, failures, scene),
  }
}

/** The most candidates that a selector leaves. */
function keptBy(selector: Term): number {
  if (selector[0] === 'top_k') {
    return Math.min(numberAt(selector, 1), keptBy(subtermAt(selector, 2)))
  }
  return selector[0] === 'prefer' ? keptBy(subtermAt(selector, 2)) : Number.POSITIVE_INFINITY
}

/** The candidates that can be tried, and why no more. */
interface Reached {
  readonly count: number
  readonly basis: string
  /** Those to choose the count from; undefined where nobody named them. */
  readonly among: readonly PricedCandidate[] | undefined
  readonly onePerProvider: 'yes' | 'no'
}

function reachedBy({ reach }: FailureBounds, kept: number, scene: WorstCaseScene): Reached {
  const { candidates, order } = scene
  const given = typeof candidates === 'number' ? undefined : candidates
  const total = typeof candidates === 'number' ? candidates : candidates.length
  const limit = Math.min(total, reach === 'same' ? 1 : kept)
  const among = order === 'ranked' ? given?.slice(0, limit) : given
  const providers = reach === 'providers' ? providersOf(among) : undefined
  const count = Math.min(limit, providers ?? limit)
  const why = { reach, limit, kept, total }
  const onePerProvider = providers === undefined ? 'no' : 'yes'
  return { count, basis: reachText(count, why), among, onePerProvider }
}

interface Bounds {
  readonly reach: FailureBounds['reach']
  readonly limit: number
  readonly kept: number
  readonly total: number
}

function reachText(count: number, { reach, limit, kept, total }: Bounds): string {
  const tried = `${count} of ${total} ${total === 1 ? 'candidate' : 'candidates'}`
  if (reach === 'same' && total > 1) return `${tried}, since no failure leads to another`
  if (count < limit) return `${tried}, since failures disable the provider`
  return kept < total ? `${tried}, since \`top_k\` keeps ${kept}` : tried
}

/** How many providers there are; undefined where one is not named. */
function providersOf(candidates: readonly PricedCandidate[] | undefined): number | undefined {
  const names = candidates?.map(({ provider_id }) => provider_id)
  return names === undefined || names.includes(undefined) ? undefined : new Set(names).size
}

function attemptsOf({ count, basis }: Reached, failures: FailureBounds): Limit<number> {
  const { retries } = failures
  if (count === 0) return { value: 0, basis: [basis] }
  if (retries === undefined) return { value: undefined, basis: [failures.basis] }
  const value = count * (1 + retries)
  return value > Number.MAX_SAFE_INTEGER
    ? { value: undefined, basis: [basis, `${failures.basis} of each, more than can be counted`] }
    : { value, basis: [basis, `${failures.basis}${retries === 0 ? '' : ' of each'}`] }
}

interface Durations {
  readonly reached: Reached
  readonly failures: FailureBounds
  readonly attemptMs: number | undefined
}

function msOf(attempts: Limit<number>, { reached, failures, attemptMs }: Durations): Limit<number> {
  if (attempts.value === undefined || attempts.value === 0) return attempts
  if (attemptMs === undefined) {
    return { value: undefined, basis: ['not every attempt has a `timeout_ms`'] }
  }
  const value = attempts.value * attemptMs + reached.count * failures.waitMs
  const basis = [`${attempts.value} attempts of at most ${attemptMs} ms`]
  if (failures.waitMs > 0) basis.push(`${failures.waitMs} ms of waits for each candidate`)
  return { value: Number.isFinite(value) ? value : undefined, basis }
}

function usdOf(reached: Reached, failures: FailureBounds, scene: WorstCaseScene): Limit<Decimal> {
  const { count, among, onePerProvider } = reached
  const { retries } = failures
  if (count === 0) return { value: ZERO, basis: [reached.basis] }
  if (among === undefined) return { value: undefined, basis: ['no prices were given'] }
  if (retries === undefined || !Number.isFinite(retries)) {
    return { value: undefined, basis: [failures.basis] }
  }
  const costs = among.map((candidate) => ({ ...candidate, cost: fullCost(candidate, scene) }))
  const known = costs.flatMap(({ provider_id, cost }) =>
    cost === undefined ? [] : [{ provider_id, cost }],
  )
  if (known.length < costs.length) {
    return { value: undefined, basis: ['a candidate has no known price for the request'] }
  }
  const dearest = known.sort((a, b) => compare(b.cost, a.cost))
  const tried = (onePerProvider === 'yes' ? firstOfEach(dearest) : dearest).slice(0, count)
  const once = tried.reduce((sum, { cost }) => add(sum, cost), ZERO)
  const value = multiply(once, { digits: BigInt(1 + retries), exponent: 0 })
  const size = `${scene.inputTokens} tokens in, ${scene.outputTokens} out`
  return { value, basis: [reached.basis, failures.basis, `${size}, billed in full each time`] }
}

function fullCost(prices: PricedCandidate, scene: WorstCaseScene): Decimal | undefined {
  return costOf(prices, { input: scene.inputTokens, output: scene.outputTokens })?.total
}

function firstOfEach<T extends { readonly provider_id: string | undefined }>(
  sorted: readonly T[],
): readonly T[] {
  const seen = new Set<string | undefined>()
  return sorted.filter(({ provider_id }) => {
    if (seen.has(provider_id)) return false
    seen.add(provider_id)
    return true
  })
}
