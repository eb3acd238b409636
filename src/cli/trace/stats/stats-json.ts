import { plain } from '../../../catalog/money.ts'
import { DIMENSIONS, type Dimension, type TraceStats } from '../../../trace/stats/index.ts'
import { missingJson } from '../missing.ts'
import type { Reading } from '../reading.ts'
import { OUTCOMES } from './overview-facts.ts'
import { groupRows, type StatsRow, totalRow } from './stats-row.ts'

/** What a trace adds up to as programs read it; money is exact, as text. */
export function statsJson(
  stats: TraceStats,
  by: Dimension | undefined,
  { missing }: Pick<Reading, 'missing'>,
) {
  const { from = null, until = null, modes, all } = stats
  return {
    schema_version: 1,
    from,
    until,
    modes: {
      live: modes.get('live') ?? 0,
      sandbox: modes.get('sandbox') ?? 0,
      simulated: modes.get('simulated') ?? 0,
    },
    flows: all.flows,
    not_written: missingJson(missing),
    latency_error: STATED_ERROR,
    all: rowJson(totalRow(stats)),
    by: Object.fromEntries(
      DIMENSIONS.filter((name) => by === undefined || name === by).map((name) => [
        name,
        groupRows(stats, name).map((row) => ({
          name: row.name ?? null,
          ...(row.kind === 'others' && { others: true }),
          ...rowJson(row),
        })),
      ]),
    ),
  }
}

/** How far off a percentile is at most, as a share of it: of its bucket, and of its rounding. */
const STATED_ERROR = 0.01

function rowJson(row: StatsRow) {
  const { tokens, failures, outcomes } = row
  return {
    requests: row.requests,
    flows: row.flows,
    share: row.share / 1000,
    outcomes: Object.fromEntries(OUTCOMES.map((name) => [name, outcomes.get(name) ?? 0])),
    called: row.called,
    failed_over: row.failedOver,
    calls: row.calls,
    failed: row.failed,
    retries: row.retries,
    failures: failures.map(([name, calls]) => ({ class: name ?? null, calls })),
    usd: {
      settled: plain(row.settled),
      estimated: plain(row.estimated),
      unknown_calls: row.unknown,
      not_spent: plain(row.assumed),
    },
    tokens: {
      input: tokens.input,
      cache_read: tokens.cacheRead,
      cache_write: tokens.cacheWrite,
      output: tokens.output,
      cache_share: tokens.cacheShare ?? null,
    },
    total_ms: row.total ?? null,
    first_token_ms: row.firstToken ?? null,
  }
}
