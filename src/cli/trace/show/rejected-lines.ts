import { failedClauses } from '../../../claims/failed-clauses.ts'
import { clauseWants, seenText } from '../../../claims/part-text.ts'
import { readFilter } from '../../../decide/explain.ts'
import { subtermAt } from '../../../ir/term.ts'
import type { RejectedRecord } from '../../../trace/index.ts'
import { UNKNOWN } from '../../report/quantity.ts'
import { type Cell, type Column, renderTable } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import { lineOf, originsOf } from '../../simulate/origin.ts'
import type { Explained, Telling } from './told-receipt.ts'

/** Who was not to be tried, by the clause that decided, with the one that came nearest. */
export function rejectedLines(telling: Telling): readonly string[] {
  const { decision, look, all } = telling
  const { style, tableWidth } = look
  const groups = clauseGroups(decision.rejected, telling.ground)
  const count = groups.reduce((sum, { misses }) => sum + misses.length, 0)
  if (count === 0) return []
  const hasLines = groups.some(({ line }) => line !== '')
  const rows = groups.flatMap(({ wants, line, misses }) =>
    (all ? misses : misses.slice(0, 1)).map((miss, i): readonly Cell[] => [
      { text: i === 0 ? `${misses.length}` : '' },
      { text: i === 0 ? wants : '', role: 'strong' },
      ...(hasLines ? [{ text: i === 0 ? line : '', role: 'faint' } as const] : []),
      { text: `${toldName(miss.id)}: ${miss.seen}` },
    ]),
  )
  const columns = [
    ...CLAUSE,
    ...(hasLines ? [LINE] : []),
    { ...SEEN, title: all ? 'seen' : 'nearest miss' },
  ]
  return [
    `${style.strong(`rejected ${count}`)}${style.faint('; each by the first clause that does not hold')}`,
    ...renderTable(columns, rows, { width: tableWidth, style }),
  ]
}

const CLAUSE: readonly Column[] = [
  { title: '', align: 'right' },
  { title: 'clause', align: 'left', least: 20 },
]
const LINE: Column = { title: 'line', align: 'left', droppable: 1 }
const SEEN: Omit<Column, 'title'> = { align: 'left', least: 30 }

interface ClauseGroup {
  readonly wants: string
  /** `acme.uh:8`; empty where nobody knows. */
  readonly line: string
  /** The nearest first. */
  readonly misses: readonly Miss[]
}

interface Miss {
  readonly id: string
  readonly seen: string
  /** As a share of what was wanted. */
  readonly distance: number | null
}

/** The records of one clause are one group, whichever part of it was looked at. */
function clauseGroups(
  rejected: readonly RejectedRecord[],
  ground: Explained | undefined,
): readonly ClauseGroup[] {
  const groups = new Map<string, { wants: string; line: string; misses: Miss[] }>()
  for (const record of rejected) {
    for (const [id, observed, distance] of record.candidates) {
      const told = toldBy(record.path, id, ground) ?? toldByRecord(record, observed)
      const key = `${record.path} ${told.wants}`
      const group = groups.get(key) ?? { wants: told.wants, line: told.line, misses: [] }
      groups.set(key, group)
      group.misses.push({ id, seen: told.seen, distance })
    }
  }
  return [...groups.values()]
    .map(({ misses, ...group }) => ({ ...group, misses: misses.toSorted(byDistance) }))
    .toSorted((a, b) => b.misses.length - a.misses.length)
}

function byDistance(a: Miss, b: Miss): number {
  return (a.distance ?? Number.MAX_VALUE) - (b.distance ?? Number.MAX_VALUE)
}

interface Told {
  readonly wants: string
  readonly seen: string
  readonly line: string
}

/** In the words of the language, as every other report tells it. */
function toldBy(path: string, id: string, ground: Explained | undefined): Told | undefined {
  if (ground === undefined) return undefined
  const { scene, vocabulary, policy } = ground
  const candidate = scene.shelf.byId.get(id)
  if (candidate === undefined) return undefined
  const { context } = scene.ground
  const filter = readFilter(subtermAt(policy.term, 1), { candidate, context })
  const failed = failedClauses({ filter })
  // The clause that decided is the one at the path, or the part of it that is there.
  const clause = failed.find((each) => path.startsWith(each.path))
  if (clause === undefined) return undefined
  const origin = originsOf(policy)(clause.path)
  return {
    wants: clauseWants(clause.clause, clause.part, vocabulary),
    seen: clause.part === undefined ? 'never holds' : seenText(clause.part, vocabulary),
    line: origin === undefined ? '' : lineOf(origin),
  }
}

/** As the record has it, where the decision cannot be made again. */
function toldByRecord(
  { reason, subject, wanted }: RejectedRecord,
  observed: RejectedRecord['candidates'][number][1],
): Told {
  const about = subject === undefined ? '' : ` (${toldName(subject)} ${wantedText(wanted)})`
  return {
    wants: `${toldName(reason)}${about}`,
    seen: observed === null ? 'unknown' : toldName(`${observed}`),
    line: '',
  }
}

function wantedText(wanted: RejectedRecord['wanted']): string {
  return wanted === undefined ? UNKNOWN : toldName(`${wanted}`)
}
