import { toNumber } from '../../../catalog/money.ts'
import { grouped } from '../../report/grouped.ts'
import { money, shortQuantity, UNKNOWN } from '../../report/quantity.ts'
import { type Cell, type Column, renderTable } from '../../report/table.ts'
import type { Look } from '../look.ts'
import { policyTitle } from '../policy-title.ts'
import type { FlowSimulation, SimulatedStep } from './flow-simulation.ts'

/** A line for every step: who is tried first, what it reads and writes, what it comes to. */
export function stepLines(
  { steps, scenario }: FlowSimulation,
  { style, tableWidth }: Look,
): readonly string[] {
  if (steps.length === 0) return ['no step asks anybody: the answer is the input']
  const rows = steps.map((step) => stepRow(step, scenario.candidates.length))
  return renderTable(COLUMNS, rows, { width: tableWidth, style })
}

const COLUMNS: readonly Column[] = [
  { title: 'stage', align: 'right' },
  { title: 'step', align: 'left', least: 8 },
  { title: 'asks', align: 'left', least: 10, droppable: 2 },
  { title: 'first', align: 'left', least: 14 },
  { title: 'rejected', align: 'right', droppable: 4 },
  { title: 'in', align: 'right', droppable: 5 },
  { title: 'out', align: 'right', droppable: 5 },
  { title: 'expected', align: 'right' },
  { title: 'at worst', align: 'right', droppable: 1 },
  { title: 'time at worst', align: 'right', droppable: 3 },
]

function stepRow(step: SimulatedStep, candidates: number): readonly Cell[] {
  const { decision, tokens, worst, expectedUsd } = step
  const [first] = decision.ranked
  return [
    { text: `${step.stage}`, role: 'faint' },
    { text: step.name, role: 'strong' },
    { text: policyTitle(step.policy) },
    first === undefined
      ? { text: 'nobody', role: 'bad' }
      : { text: first.candidate.cid, role: 'good' },
    { text: `${decision.rejected.length} of ${candidates}` },
    { text: grouped(tokens.input) },
    { text: grouped(tokens.output) },
    { text: expectedUsd === undefined ? UNKNOWN : money(toNumber(expectedUsd)) },
    { text: worst.usd.value === undefined ? UNKNOWN : money(toNumber(worst.usd.value)) },
    { text: shortQuantity(worst.ms.value ?? Number.POSITIVE_INFINITY, 'duration') },
  ]
}
