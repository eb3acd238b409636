import type { DecisionRecord, HopRecord, Receipt } from '../record.ts'
import { type BoundedGroups, groupOf, mergeGroups, newGroups, settle } from './bounded-groups.ts'
import { addLatency } from './latency-sketch.ts'
import { addCharge, type Charge, chargeOfCall, chargeWithoutCall } from './spend.ts'
import { addCount, addFailure, STATS_GROUP, type StatsGroup } from './stats-group.ts'

/** By what requests are told apart. */
export const DIMENSIONS = ['model', 'policy', 'caller', 'day', 'provider'] as const

export type Dimension = (typeof DIMENSIONS)[number]

/**
 * What a trace adds up to, in a size that does not grow with it. Plain data, to be sent between
 * threads: the stats of parts, merged in any order, are the stats of the whole, to the last digit.
 */
export interface TraceStats {
  readonly all: StatsGroup
  readonly modes: Map<Receipt['mode'], number>
  readonly by: { readonly [Name in Dimension]: BoundedGroups<StatsGroup> }
  /** The first and the last time of a receipt; undefined where there is none. */
  from: string | undefined
  until: string | undefined
}

export function newTraceStats(): TraceStats {
  return {
    all: STATS_GROUP.make(),
    modes: new Map(),
    by: {
      model: newGroups(),
      policy: newGroups(),
      caller: newGroups(),
      day: newGroups(),
      provider: newGroups(),
    },
    from: undefined,
    until: undefined,
  }
}

/**
 * Adds a receipt. Requests count for the model and the provider that answered, or would have;
 * calls, and what they cost, for those that were called.
 *
 * @param decision of the receipt, wherever it stands; undefined where it is not there.
 */
export function addReceipt(
  stats: TraceStats,
  receipt: Omit<Receipt, 'decision'>,
  decision: DecisionRecord | undefined,
): void {
  const { at, mode, hops, policy, request } = receipt
  const own = {
    policy: policy.name ?? policy.fingerprint,
    caller: request.caller,
    day: dayOf(at),
  }
  const whole = [
    stats.all,
    groupOf(stats.by.policy, own.policy, STATS_GROUP),
    groupOf(stats.by.caller, own.caller, STATS_GROUP),
    groupOf(stats.by.day, own.day, STATS_GROUP),
  ]
  const answered = routeGroups(stats, answererOf(receipt, decision))
  for (const group of [...whole, ...answered]) addRequest(group, receipt)
  for (const group of whole) addTimes(group, { hop: hops.at(-1), since: 0 })
  for (const [index, hop] of hops.entries()) {
    const called = routeGroups(stats, hop.candidate)
    const charge = chargeOfCall(hop, mode)
    const isRetry = hops[index - 1]?.candidate === hop.candidate
    for (const group of [...whole, ...called]) addCall(group, hop, { charge, isRetry })
    for (const group of called) addTimes(group, { hop, since: hop.start_ms })
  }
  if (hops.length === 0) {
    const charge = chargeWithoutCall(receipt)
    for (const group of [...whole, ...answered]) addCharge(group.spend, charge)
  }
  addCount(stats.modes, mode)
  const kept = at.slice(0, LONGEST_TIME)
  stretch(stats, kept, kept)
}

/** Of a time with all its digits; whatever is longer is none. */
const LONGEST_TIME = 40

export function mergeTraceStats(into: TraceStats, from: TraceStats): void {
  STATS_GROUP.merge(into.all, from.all)
  for (const [mode, count] of from.modes) addCount(into.modes, mode, count)
  for (const name of DIMENSIONS) mergeGroups(into.by[name], from.by[name], STATS_GROUP)
  stretch(into, from.from, from.until)
}

/** The groups, those of names that are too many together. */
export function settledGroups(stats: TraceStats, name: Dimension): BoundedGroups<StatsGroup> {
  const groups = stats.by[name]
  settle(groups, STATS_GROUP)
  return groups
}

function stretch(stats: TraceStats, from: string | undefined, until: string | undefined): void {
  if (from !== undefined && (stats.from === undefined || from < stats.from)) stats.from = from
  if (until !== undefined && (stats.until === undefined || until > stats.until)) stats.until = until
}

/** Of an RFC 3339 time in UTC. */
function dayOf(at: string): string {
  return at.slice(0, 'YYYY-MM-DD'.length)
}

/** Who answered, or would have; undefined where nobody did. */
function answererOf(
  { hops, outcome }: Pick<Receipt, 'hops' | 'outcome'>,
  decision: DecisionRecord | undefined,
): string | undefined {
  const last = hops.at(-1)
  if (last !== undefined) return last.sent === 'nothing' ? undefined : last.candidate
  return outcome === 'simulated' ? firstOf(decision) : undefined
}

/** What a receipt says of its decision is checked where it is replayed, and not here. */
function firstOf(decision: DecisionRecord | undefined): string | undefined {
  const ranked: unknown = decision?.ranked
  const first: unknown = Array.isArray(ranked) ? ranked[0] : undefined
  if (typeof first !== 'object' || first === null || !('id' in first)) return undefined
  return typeof first.id === 'string' ? first.id : undefined
}

function routeGroups(stats: TraceStats, route: string | undefined): readonly StatsGroup[] {
  return [
    groupOf(stats.by.model, route, STATS_GROUP),
    groupOf(stats.by.provider, providerOf(route), STATS_GROUP),
  ]
}

/** A route is called `provider/model`. */
function providerOf(route: string | undefined): string | undefined {
  const slash = route?.indexOf('/') ?? -1
  return slash === -1 ? route : route?.slice(0, slash)
}

function addRequest(group: StatsGroup, { hops, outcome }: Pick<Receipt, 'hops' | 'outcome'>): void {
  const [first] = hops
  group.requests += 1
  addCount(group.outcomes, outcome)
  if (first === undefined) return
  group.called += 1
  if (hops.some(({ candidate }) => candidate !== first.candidate)) group.failedOver += 1
}

interface CallFacts {
  readonly charge: Charge
  /** Whether the call before was one of the same candidate. */
  readonly isRetry: boolean
}

function addCall(group: StatsGroup, { failure }: HopRecord, { charge, isRetry }: CallFacts): void {
  group.calls += 1
  if (isRetry) group.retries += 1
  if (failure !== undefined) addFailure(group, failure)
  addCharge(group.spend, charge)
}

interface Timed {
  readonly hop: HopRecord | undefined
  /** Milliseconds since the request: from when on it is counted. */
  readonly since: number
}

/** Only what was answered to its end took its time; of any answer the first token did. */
function addTimes({ total, firstToken }: StatsGroup, { hop, since }: Timed): void {
  if (hop === undefined) return
  if (hop.sent === 'all') addLatency(total, hop.end_ms - since)
  if (hop.first_token_ms !== undefined) addLatency(firstToken, hop.first_token_ms - since)
}
