import { compareBytes } from '../../base/byte-order.ts'
import type { Outcome } from '../record.ts'
import {
  type BoundedGroups,
  type GroupKind,
  groupOf,
  mergeGroups,
  newGroups,
  settle,
} from './bounded-groups.ts'
import { type LatencySketch, mergeLatency, newLatencySketch } from './latency-sketch.ts'
import { mergeSpend, newSpend, type Spend } from './spend.ts'

/** What is known of the requests of a group. Plain data. */
export interface StatsGroup {
  /** Of models and providers: those that it answered, or would have. */
  requests: number
  /** Of those, the ones that ran a flow. */
  flows: number
  /** Requests for which somebody was called. */
  called: number
  /** Of those, the ones that went on to another candidate than the first. */
  failedOver: number
  /** Calls: each attempt is one. */
  calls: number
  /** Calls of the candidate that had just failed. */
  retries: number
  /** Calls that failed, by class. */
  readonly failures: BoundedGroups<Count>
  readonly outcomes: Map<Outcome, number>
  readonly spend: Spend
  /**
   * Until the answer was there. Of models and providers from the beginning of the call that
   * answered; of others from the beginning of the request, as the client waited.
   */
  readonly total: LatencySketch
  /** Until the first token, counted alike. */
  readonly firstToken: LatencySketch
}

export const STATS_GROUP: GroupKind<StatsGroup> = {
  most: 1000,
  make: () => ({
    requests: 0,
    flows: 0,
    called: 0,
    failedOver: 0,
    calls: 0,
    retries: 0,
    failures: newGroups(),
    outcomes: new Map(),
    spend: newSpend(),
    total: newLatencySketch(),
    firstToken: newLatencySketch(),
  }),
  merge: (into, from) => {
    into.requests += from.requests
    into.flows += from.flows
    into.called += from.called
    into.failedOver += from.failedOver
    into.calls += from.calls
    into.retries += from.retries
    mergeGroups(into.failures, from.failures, COUNT)
    for (const [outcome, count] of from.outcomes) addCount(into.outcomes, outcome, count)
    mergeSpend(into.spend, from.spend)
    mergeLatency(into.total, from.total)
    mergeLatency(into.firstToken, from.firstToken)
  },
}

/** How many of one kind there were. */
export interface Count {
  count: number
}

/** Classes of failures are few, and yet they come from outside. */
const COUNT: GroupKind<Count> = {
  most: 32,
  make: () => ({ count: 0 }),
  merge: (into, from) => {
    into.count += from.count
  },
}

/** Failed calls by class, the most frequent first; undefined stands for classes that are too many. */
export function failuresOf({
  failures,
}: StatsGroup): readonly (readonly [string | undefined, number])[] {
  settle(failures, COUNT)
  const named = [...failures.named].map(([name = '', { count }]) => [name, count] as const)
  named.sort(([a, x], [b, y]) => y - x || compareBytes(a, b))
  return failures.others === undefined ? named : [...named, [undefined, failures.others.count]]
}

export function addFailure({ failures }: StatsGroup, name: string): void {
  groupOf(failures, name, COUNT).count += 1
}

/** Counts something that many were seen of. */
export function addCount<K>(counts: Map<K, number>, key: K, more = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + more)
}
