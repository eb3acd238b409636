import { DIMENSIONS, type Dimension, type TraceStats } from '../../../trace/stats/index.ts'
import { factLines } from '../../report/facts.ts'
import { styleOf } from '../../report/style.ts'
import { renderTable } from '../../report/table.ts'
import type { Screen } from '../../screen.ts'
import { failureTable, groupTable } from './group-table.ts'
import { overviewFacts } from './overview-facts.ts'
import { groupRows, totalRow } from './stats-row.ts'

/** What a trace adds up to as people read it: everything, or by one thing only. */
export function statsText(stats: TraceStats, by: Dimension | undefined, screen: Screen): string {
  const style = styleOf(screen)
  const look = { style, width: screen.isFixed ? screen.width : Number.POSITIVE_INFINITY }
  const total = totalRow(stats)
  const table = (name: Dimension, size: 'short' | 'full'): readonly string[] => {
    const { columns, rows } = groupTable(groupRows(stats, name), { total, by: name, size })
    return [style.strong(TITLES[name]), ...renderTable(columns, rows, look)]
  }
  const failures = failureTable(groupRows(stats, 'provider'))
  const parts =
    by === undefined
      ? [
          factLines(overviewFacts(stats, total), { style, width: screen.width }),
          ...(total.requests === 0 ? [] : DIMENSIONS.map((name) => table(name, 'short'))),
          failures.rows.length === 0
            ? []
            : [
                style.strong('failed calls, by provider'),
                ...renderTable(failures.columns, failures.rows, look),
              ],
        ]
      : [table(by, 'full')]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

const TITLES: Readonly<Record<Dimension, string>> = {
  model: 'by the model that answered',
  policy: 'by policy',
  caller: 'by caller',
  day: 'by day, UTC',
  provider: 'by the provider that answered',
}
