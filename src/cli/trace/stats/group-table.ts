import { type Decimal, plain } from '../../../catalog/money.ts'
import type { Dimension } from '../../../trace/stats/index.ts'
import { grouped, groupedCount } from '../../report/grouped.ts'
import { shortQuantity, UNKNOWN } from '../../report/quantity.ts'
import type { Cell, Column } from '../../report/table.ts'
import { percentText, sharesOf } from './shares.ts'
import { knownSpend, type StatsRow } from './stats-row.ts'

export interface GroupTable {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

interface Wishes {
  readonly total: StatsRow
  readonly by: Dimension
  readonly size: 'short' | 'full'
}

/** The groups, and what they add up to, to the last digit. */
export function groupTable(groups: readonly StatsRow[], { total, by, size }: Wishes): GroupTable {
  const all = [...groups, total]
  const makers = size === 'short' ? SHORT : FULL
  const kept = makers.filter(({ isNeeded }) => isNeeded === undefined || all.some(isNeeded))
  const cells = kept.map(({ cells }) => cells(all))
  return {
    columns: [{ title: by, align: 'left', least: 12 }, ...kept.map(({ column }) => column)],
    rows: all.map((row, i) => [
      nameCell(row, by),
      ...cells.map((texts): Cell => {
        const text = texts[i] ?? ''
        return row.kind === 'all' ? { text, role: 'strong' } : { text }
      }),
    ]),
  }
}

/** The failed calls of each provider by class, and what share of its calls that is. */
export function failureTable(groups: readonly StatsRow[]): GroupTable {
  const columns: readonly Column[] = [
    { title: 'provider', align: 'left', least: 12 },
    { title: 'failure', align: 'left', least: 12 },
    { title: 'calls', align: 'right' },
    { title: 'of its calls', align: 'right', droppable: 1 },
  ]
  const rows = groups.flatMap((row) => {
    const [share] = [row.calls - row.failed, ...row.failures.map(([, count]) => count)]
    const shares = sharesOf([share ?? 0, ...row.failures.map(([, count]) => count)])
    return row.failures.map(([name, count], i): readonly Cell[] => [
      nameCell(row, 'provider'),
      { text: name ?? '(others)' },
      { text: grouped(count) },
      { text: percentText(shares[i + 1] ?? 0) },
    ])
  })
  return { columns, rows }
}

function nameCell({ name, kind }: StatsRow, by: Dimension): Cell {
  switch (kind) {
    case 'named':
      return { text: name ?? '' }
    case 'others':
      return { text: '(others)', role: 'faint' }
    case 'unnamed':
      return { text: UNNAMED[by], role: 'faint' }
    default:
      return { text: 'all', role: 'strong' }
  }
}

const UNNAMED: Readonly<Record<Dimension, string>> = {
  model: '(nobody)',
  policy: '(no name)',
  caller: '(no caller)',
  day: '(no day)',
  provider: '(nobody)',
}

interface ColumnOfFigures {
  readonly column: Column
  /** Of all rows together: money has as many places in every row. */
  readonly cells: (rows: readonly StatsRow[]) => readonly string[]
  /** The column is left out where no row needs it. */
  readonly isNeeded?: (row: StatsRow) => boolean
}

function figures(
  column: Omit<Column, 'align'>,
  cell: (row: StatsRow) => string,
  isNeeded?: (row: StatsRow) => boolean,
): ColumnOfFigures {
  return {
    column: { ...column, align: 'right' },
    cells: (rows) => rows.map(cell),
    ...(isNeeded !== undefined && { isNeeded }),
  }
}

function money(
  column: Omit<Column, 'align'>,
  amount: (row: StatsRow) => Decimal,
  isNeeded?: (row: StatsRow) => boolean,
): ColumnOfFigures {
  return {
    column: { ...column, align: 'right' },
    cells: (rows) => alignedDollars(rows.map(amount)),
    ...(isNeeded !== undefined && { isNeeded }),
  }
}

/** What is known of it; where nothing is, that is not nothing. */
function spend(column: Omit<Column, 'align'>): ColumnOfFigures {
  const { cells, ...rest } = money(column, knownSpend)
  return {
    ...rest,
    cells: (rows) =>
      cells(rows).map((text, i) => {
        const row = rows[i]
        const isUnknown = row !== undefined && row.unknown > 0 && knownSpend(row).digits === 0n
        return isUnknown ? UNKNOWN : text
      }),
  }
}

function alignedDollars(amounts: readonly Decimal[]): readonly string[] {
  const places = amounts.map((amount) => plain(amount).split('.')[1]?.length ?? 0)
  const most = Math.max(2, ...places)
  return amounts.map((amount) => `$${plain(amount, most)}`)
}

const REQUESTS = figures({ title: 'requests' }, ({ requests }) => grouped(requests))
const SHARE = figures({ title: 'share', droppable: 1 }, ({ share }) => percentText(share))
const UNKNOWN_CALLS = figures(
  { title: 'unknown', droppable: 2 },
  ({ unknown }) => (unknown === 0 ? UNKNOWN : groupedCount(unknown, 'call')),
  ({ unknown }) => unknown > 0,
)

const FLOWS = figures(
  { title: 'flows', droppable: 11 },
  ({ flows }) => grouped(flows),
  ({ flows }) => flows > 0,
)

const SHORT: readonly ColumnOfFigures[] = [
  REQUESTS,
  SHARE,
  figures(
    { title: 'failed over', droppable: 4 },
    failedOverText,
    ({ failedOver }) => failedOver > 0,
  ),
  spend({ title: 'spend' }),
  UNKNOWN_CALLS,
  time({ title: 'p50', droppable: 3 }, (row) => row.total?.p50),
  time({ title: 'p90', droppable: 5 }, (row) => row.total?.p90),
  time({ title: 'p99', droppable: 6 }, (row) => row.total?.p99),
]

const FULL: readonly ColumnOfFigures[] = [
  REQUESTS,
  FLOWS,
  SHARE,
  figures({ title: 'failed over', droppable: 9 }, failedOverText),
  figures({ title: 'calls', droppable: 8 }, ({ calls }) => grouped(calls)),
  figures({ title: 'failed', droppable: 6 }, ({ failed }) => grouped(failed)),
  figures({ title: 'retries', droppable: 10 }, ({ retries }) => grouped(retries)),
  money({ title: 'settled' }, ({ settled }) => settled),
  money({ title: 'estimated', droppable: 3 }, ({ estimated }) => estimated),
  UNKNOWN_CALLS,
  money(
    { title: 'not spent', droppable: 11 },
    ({ assumed }) => assumed,
    ({ assumed }) => assumed.digits > 0n,
  ),
  figures({ title: 'in', droppable: 5 }, ({ tokens }) =>
    shortQuantity(tokens.input + tokens.cacheRead + tokens.cacheWrite, 'tokens'),
  ),
  figures({ title: 'cached', droppable: 7 }, ({ tokens: { cacheShare } }) =>
    cacheShare === undefined ? UNKNOWN : percentText(Math.round(cacheShare * 1000)),
  ),
  figures({ title: 'out', droppable: 5 }, ({ tokens }) => shortQuantity(tokens.output, 'tokens')),
  time({ title: 'p50', droppable: 4 }, (row) => row.total?.p50),
  time({ title: 'p90', droppable: 12 }, (row) => row.total?.p90),
  time({ title: 'p99', droppable: 13 }, (row) => row.total?.p99),
  time({ title: 'first token', droppable: 14 }, (row) => row.firstToken?.p50),
  time({ title: 'p90', droppable: 15 }, (row) => row.firstToken?.p90),
  time({ title: 'p99', droppable: 16 }, (row) => row.firstToken?.p99),
]

function time(
  column: Omit<Column, 'align'>,
  ms: (row: StatsRow) => number | undefined,
): ColumnOfFigures {
  return figures(
    column,
    (row) => {
      const value = ms(row)
      return value === undefined ? UNKNOWN : shortQuantity(value, 'duration')
    },
    (row) => ms(row) !== undefined,
  )
}

function failedOverText({ called, failedOver }: StatsRow): string {
  if (called === 0) return UNKNOWN
  const [share = 0] = sharesOf([failedOver, called - failedOver])
  return percentText(share)
}
