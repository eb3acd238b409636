import type { FlowRecord, Outcome } from '../../../trace/index.ts'
import { displayWidth } from '../../report/glyphs.ts'
import { shortQuantity, UNKNOWN } from '../../report/quantity.ts'
import { type Cell, type Column, renderTable } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import type { Look } from '../../simulate/look.ts'
import { timeBar, timeSpan } from './time-bar.ts'

/** What ran when: a line for each node, with its calls on one scale of time. */
export function flowLines({ nodes }: FlowRecord, look: Look): readonly string[] {
  if (nodes.length === 0) return []
  const { style, tableWidth } = look
  const span = timeSpan(nodes.flatMap(({ hops }) => hops))
  const labels = labelsOf(nodes)
  const ends = nodes.map(endOf)
  const others = [...labels.map(({ texts }) => texts), ends.map(({ text }) => text)]
  const taken = others.reduce((sum, texts) => sum + widest(texts) + GAP, 0)
  const columns = Math.max(LEAST_BAR, Math.min(BAR, tableWidth - taken))
  const rows = nodes.map(({ hops, outcome }, i): readonly Cell[] => [
    ...labels.map(({ texts, role }) => ({ text: texts[i] ?? '', role })),
    { text: timeBar(hops, { span, columns }), role: roleOf(outcome) },
    ends[i] ?? { text: '' },
  ])
  const table: readonly Column[] = [
    ...labels,
    { title: scaleText(span, columns), align: 'left', droppable: 1 },
    { title: 'came of it', align: 'left' },
  ]
  return [style.strong('what ran when'), ...renderTable(table, rows, { width: tableWidth, style })]
}

/** A column that says which node a line tells of. */
interface Label extends Column {
  readonly texts: readonly string[]
  readonly role: NonNullable<Cell['role']>
}

/** Steps have a column where the flow was written as text, and their names are known. */
function labelsOf(nodes: readonly Node[]): readonly Label[] {
  const steps: Label = {
    title: 'step',
    align: 'left',
    least: 12,
    droppable: 2,
    texts: nodes.map(({ step }) => (step === undefined ? '' : toldName(step))),
    role: 'strong',
  }
  return [
    {
      title: 'node',
      align: 'left',
      texts: nodes.map(({ node }) => toldName(node)),
      role: 'faint',
    },
    ...(steps.texts.some((text) => text !== '') ? [steps] : []),
    {
      title: 'model',
      align: 'left',
      least: 12,
      texts: nodes.map(({ hops }) => toldName(hops.at(-1)?.candidate ?? UNKNOWN)),
      role: 'strong',
    },
  ]
}

type Node = FlowRecord['nodes'][number]

/** Columns of a bar, where there is room for them. */
const BAR = 60
const LEAST_BAR = 10

/** Between two columns of a table. */
const GAP = 2

/** `0     4.5 s`: where the scale begins and ends. */
function scaleText(span: number, columns: number): string {
  const end = shortQuantity(span, 'duration')
  return `0${' '.repeat(Math.max(1, columns - 1 - displayWidth(end)))}${end}`
}

function endOf({ outcome, hops }: Node): Cell {
  const calls = hops.length > 1 ? `, ${hops.length} calls` : ''
  return { text: `${outcome}${calls}`, role: roleOf(outcome) }
}

function roleOf(outcome: Outcome): NonNullable<Cell['role']> {
  if (outcome === 'complete') return 'good'
  return outcome === 'cancelled' || outcome === 'simulated' ? 'warning' : 'bad'
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 'node'.length)
}
