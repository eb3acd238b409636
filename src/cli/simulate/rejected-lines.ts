import { clauseWants, seenText } from '../../claims/part-text.ts'
import { UNKNOWN } from '../report/quantity.ts'
import { type Cell, type Column, renderTable } from '../report/table.ts'
import { wrap } from '../report/wrap.ts'
import type { Look } from './look.ts'
import { lineOf, originsOf } from './origin.ts'
import { relaxationTexts } from './relaxation-text.ts'
import { nearestRejections, type Simulation } from './simulation.ts'

/** What each clause keeps out and who came nearest; what to change where nobody is selected. */
export function rejectedLines(
  simulation: Simulation,
  { style, tableWidth, width }: Look,
): readonly string[] {
  const { scenario, decision, misses } = simulation
  const { vocabulary, policy, candidates } = scenario
  if (decision.rejected.length === 0) return []
  const originOf = originsOf(policy)
  const rows = misses
    .toSorted((a, b) => b.failed - a.failed)
    .map(({ path, clause, failed, failedAlone, nearest }): readonly Cell[] => {
      const origin = originOf(path)
      const { part } = nearest
      return [
        { text: `${failed}` },
        { text: failedAlone === 0 ? UNKNOWN : `${failedAlone}` },
        { text: clauseWants(clause, part, vocabulary), role: 'strong' },
        { text: origin === undefined ? '' : lineOf(origin), role: 'faint' },
        {
          text: `${nearest.candidate.cid}: ${part === undefined ? 'no part of it' : seenText(part, vocabulary)}`,
        },
      ]
    })
  return [
    `${style.strong(`rejected ${decision.rejected.length} of ${candidates.length}`)}${style.faint('; a route may miss several clauses')}`,
    ...renderTable(CLAUSES, rows, { width: tableWidth, style }),
    ...(decision.ranked.length === 0 ? ['', ...relaxLines(simulation, { style, width })] : []),
  ]
}

const CLAUSES: readonly Column[] = [
  { title: 'keeps out', align: 'right' },
  { title: 'alone', align: 'right', droppable: 2 },
  { title: 'clause', align: 'left', least: 20 },
  { title: 'line', align: 'left', droppable: 3 },
  { title: 'nearest miss', align: 'left', least: 20, droppable: 1 },
]

/** What to change so that somebody is selected. */
function relaxLines(
  simulation: Simulation,
  { style, width }: Pick<Look, 'style' | 'width'>,
): readonly string[] {
  const { policy, vocabulary } = simulation.scenario
  const originOf = originsOf(policy)
  return nearestRejections(simulation).flatMap(({ candidate, outcome: { relaxation } }) => {
    if (relaxation === undefined) return []
    const [first = '', ...more] = relaxationTexts(relaxation, vocabulary, originOf)
    return [
      `${style.strong(candidate.cid)} would be selected with`,
      ...[first, ...more.map((text) => `and ${text}`)].flatMap((text) =>
        wrap(text, width - 2).map((line) => `  ${line}`),
      ),
    ]
  })
}
