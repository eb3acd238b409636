import type { JournalReport } from '../../route/journal/index.ts'
import type { TraceStats } from '../../trace/stats/index.ts'
import type { Fact } from '../report/facts.ts'
import { grouped, groupedCount } from '../report/grouped.ts'
import { toldName } from '../report/told-name.ts'
import { overviewFacts } from '../trace/stats/overview-facts.ts'
import { groupRows, type StatsRow, totalRow } from '../trace/stats/stats-row.ts'

/**
 * What a program asked of its router: how often, who answered, what failed, what it cost, and where
 * the receipts are.
 */
export function requestsFacts(
  stats: TraceStats,
  journal: JournalReport | undefined,
  directory: string | undefined,
): readonly Fact[] {
  const total = totalRow(stats)
  if (total.requests === 0) {
    return [
      {
        name: 'requests',
        text: 'none: the program did not ask at `OPENAI_BASE_URL` or `ANTHROPIC_BASE_URL`',
        role: 'warning',
      },
    ]
  }
  return [
    ...overviewFacts(stats, total),
    { name: 'models', text: modelsText(groupRows(stats, 'model')) },
    { name: 'failures', text: failuresText(groupRows(stats, 'provider')), role: 'bad' },
    { name: 'receipts', text: receiptsText(journal, directory) },
  ]
}

function modelsText(rows: readonly StatsRow[]): string | undefined {
  const answered = rows.filter(({ requests, kind }) => requests > 0 && kind !== 'unnamed')
  return told(answered.map((row) => `${nameOf(row)} ${grouped(row.requests)}`))
}

function failuresText(rows: readonly StatsRow[]): string | undefined {
  return told(
    rows.flatMap((row) =>
      row.failures.map(
        ([name, count]) => `${nameOf(row)} ${toldName(name ?? 'others', 24)} ${grouped(count)}`,
      ),
    ),
  )
}

function nameOf({ name }: StatsRow): string {
  return name === undefined ? 'others' : toldName(name)
}

/** As many as fit into a few lines. */
const MOST_TOLD = 8

function told(texts: readonly string[]): string | undefined {
  if (texts.length === 0) return undefined
  const shown = texts.slice(0, MOST_TOLD).join(', ')
  const rest = texts.length - MOST_TOLD
  return rest > 0 ? `${shown}, and ${grouped(rest)} more` : shown
}

function receiptsText(journal: JournalReport | undefined, directory: string | undefined): string {
  if (journal === undefined || directory === undefined) {
    return 'not kept: `--trace DIRECTORY` keeps them'
  }
  const { written, dropped, failed } = journal
  const lost = dropped + failed
  const missing = lost === 0 ? '' : `; ${groupedCount(lost, 'receipt')} could not be written`
  return `${grouped(written)} in ${directory}${missing}`
}
