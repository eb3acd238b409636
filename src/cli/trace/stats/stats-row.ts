import { compareBytes } from '../../../base/byte-order.ts'
import { add, type Decimal } from '../../../catalog/money.ts'
import {
  type Dimension,
  failuresOf,
  type LatencySketch,
  percentile,
  type StatsGroup,
  settledGroups,
  type TraceStats,
  totalOfMoney,
} from '../../../trace/stats/index.ts'
import { sharesOf } from './shares.ts'

/** A group of requests in figures. */
export interface StatsRow {
  /** Undefined where there was no name: nobody answered, no caller was told. */
  readonly name: string | undefined
  readonly kind: 'named' | 'unnamed' | 'others' | 'all'
  readonly requests: number
  /** Of them, those that ran a flow. */
  readonly flows: number
  /** Of all requests, in tenths of a percent. */
  readonly share: number
  readonly called: number
  readonly failedOver: number
  readonly calls: number
  readonly failed: number
  readonly retries: number
  readonly failures: ReturnType<typeof failuresOf>
  readonly outcomes: StatsGroup['outcomes']
  /** USD. */
  readonly settled: Decimal
  readonly estimated: Decimal
  readonly assumed: Decimal
  /** Calls of which nobody knows what they cost. */
  readonly unknown: number
  readonly tokens: Tokens
  readonly total: Percentiles | undefined
  readonly firstToken: Percentiles | undefined
}

export interface Tokens {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
  /** Of everything that was read, how much came from the cache, from 0 to 1. */
  readonly cacheShare: number | undefined
}

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number
  readonly p90: number
  readonly p99: number
}

/** All requests. */
export function totalRow({ all }: TraceStats): StatsRow {
  return rowOf({ group: all, name: undefined, kind: 'all' }, all.requests === 0 ? 0 : 1000)
}

/** The groups: those with the most requests first, days in their order. */
export function groupRows(stats: TraceStats, by: Dimension): readonly StatsRow[] {
  const { named, others } = settledGroups(stats, by)
  const known = [...named].flatMap(([name, group]): readonly Found[] =>
    name === undefined ? [] : [{ name, group, kind: 'named' }],
  )
  known.sort(by === 'day' ? byName : byFrequency)
  const unnamed = named.get(undefined)
  const found: readonly Found[] = [
    ...known,
    ...(others === undefined ? [] : [{ name: undefined, group: others, kind: 'others' } as const]),
    ...(unnamed === undefined || isEmpty(unnamed)
      ? []
      : [{ name: undefined, group: unnamed, kind: 'unnamed' } as const]),
  ]
  const shares = sharesOf(found.map(({ group }) => group.requests))
  return found.map((each, i) => rowOf(each, shares[i] ?? 0))
}

interface Found {
  readonly name: string | undefined
  readonly kind: StatsRow['kind']
  readonly group: StatsGroup
}

function byName(a: Found, b: Found): number {
  return compareBytes(a.name ?? '', b.name ?? '')
}

function byFrequency(a: Found, b: Found): number {
  return b.group.requests - a.group.requests || b.group.calls - a.group.calls || byName(a, b)
}

function isEmpty({ requests, calls }: StatsGroup): boolean {
  return requests === 0 && calls === 0
}

function rowOf({ group, name, kind }: Found, share: number): StatsRow {
  const { requests, flows, called, failedOver, calls, retries, outcomes, spend } = group
  const failures = failuresOf(group)
  return {
    name,
    kind,
    requests,
    flows,
    share,
    called,
    failedOver,
    calls,
    failed: failures.reduce((sum, [, count]) => sum + count, 0),
    retries,
    failures,
    outcomes,
    settled: totalOfMoney(spend.settled),
    estimated: totalOfMoney(spend.estimated),
    assumed: totalOfMoney(spend.assumed),
    unknown: spend.unknown,
    tokens: tokensOf(group),
    total: percentilesOf(group.total),
    firstToken: percentilesOf(group.firstToken),
  }
}

function tokensOf({ spend: { input, output, cacheRead, cacheWrite } }: StatsGroup): Tokens {
  const read = Number(input + cacheRead + cacheWrite)
  return {
    input: Number(input),
    output: Number(output),
    cacheRead: Number(cacheRead),
    cacheWrite: Number(cacheWrite),
    cacheShare: read === 0 ? undefined : Number((Number(cacheRead) / read).toFixed(4)),
  }
}

function percentilesOf(sketch: LatencySketch): Percentiles | undefined {
  const [p50, p90, p99] = [0.5, 0.9, 0.99].map((share) => percentile(sketch, share))
  if (p50 === undefined || p90 === undefined || p99 === undefined) return undefined
  return { p50: fourDigits(p50), p90: fourDigits(p90), p99: fourDigits(p99) }
}

/** More digits than these would say more than is known. */
function fourDigits(value: number): number {
  return Number(value.toPrecision(4))
}

/** What is known of what was spent. */
export function knownSpend({ settled, estimated }: StatsRow): Decimal {
  return add(settled, estimated)
}
