import { plain } from '../../../catalog/money.ts'
import { DIMENSIONS, type Dimension, type TraceStats } from '../../../trace/stats/index.ts'
import { csvText } from '../../report/csv.ts'
import { visible } from '../../report/glyphs.ts'
import { groupRows, type StatsRow, totalRow } from './stats-row.ts'

/** What a trace adds up to as a table; the first row is the whole. */
export function statsCsv(stats: TraceStats, by: Dimension | undefined): string {
  return csvText([
    ['by', 'name', ...FIGURES.map(([title]) => title)],
    ['all', '', ...figuresOf(totalRow(stats))],
    ...DIMENSIONS.filter((name) => by === undefined || name === by).flatMap((name) =>
      groupRows(stats, name).map((row) => [
        row.kind === 'others' ? `${name}, others` : name,
        visible(row.name ?? ''),
        ...figuresOf(row),
      ]),
    ),
  ])
}

type Figure = readonly [title: string, of: (row: StatsRow) => string | number | undefined]

const FIGURES: readonly Figure[] = [
  ['requests', ({ requests }) => requests],
  ['flows', ({ flows }) => flows],
  ['share', ({ share }) => share / 1000],
  ['called', ({ called }) => called],
  ['failed_over', ({ failedOver }) => failedOver],
  ['calls', ({ calls }) => calls],
  ['failed', ({ failed }) => failed],
  ['retries', ({ retries }) => retries],
  ['settled_usd', ({ settled }) => plain(settled)],
  ['estimated_usd', ({ estimated }) => plain(estimated)],
  ['unknown_calls', ({ unknown }) => unknown],
  ['not_spent_usd', ({ assumed }) => plain(assumed)],
  ['input_tokens', ({ tokens }) => tokens.input],
  ['cache_read_tokens', ({ tokens }) => tokens.cacheRead],
  ['cache_write_tokens', ({ tokens }) => tokens.cacheWrite],
  ['output_tokens', ({ tokens }) => tokens.output],
  ['total_p50_ms', ({ total }) => total?.p50],
  ['total_p90_ms', ({ total }) => total?.p90],
  ['total_p99_ms', ({ total }) => total?.p99],
  ['first_token_p50_ms', ({ firstToken }) => firstToken?.p50],
  ['first_token_p90_ms', ({ firstToken }) => firstToken?.p90],
  ['first_token_p99_ms', ({ firstToken }) => firstToken?.p99],
]

function figuresOf(row: StatsRow): readonly (string | number | undefined)[] {
  return FIGURES.map(([, of]) => of(row))
}
