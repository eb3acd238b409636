import type { Candidate } from '../../../catalog/index.ts'
import { toNumber } from '../../../catalog/money.ts'
import { totalOf } from '../../../trace/cost-record.ts'
import type { RankedRecord, ReceiptRecord } from '../../../trace/index.ts'
import { visible } from '../../report/glyphs.ts'
import { money, UNKNOWN } from '../../report/quantity.ts'
import { type Cell, type Column, renderTable } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import { wrap } from '../../report/wrap.ts'
import { firstOf, MOST_SHOWN, moreText, type Telling } from './told-receipt.ts'
import { winnerTexts } from './winner-text.ts'

/** Who was to be tried, in that order, at which prices, what came of each; and why the first was. */
export function candidateLines(telling: Telling): readonly string[] {
  const { decision, look } = telling
  const { style, tableWidth, width } = look
  const { ranked, left_out = [] } = decision
  if (ranked.length === 0) return [style.error('nobody was to be tried')]
  const shown = firstOf(ranked, telling)
  const rows = shown.map((each, i) => rankedRow(each, i, telling))
  const remarks = [
    moreText(ranked.length, telling),
    left_out.length === 0 ? undefined : leftOutText(left_out, telling),
    shown.some(({ tied }) => tied === true)
      ? '= the same score: the order of the catalog decides'
      : undefined,
  ].filter((remark) => remark !== undefined)
  return [
    style.strong('candidates'),
    ...renderTable(COLUMNS, rows, { width: tableWidth, style }),
    ...remarks.flatMap((remark) => indented(remark, width).map((line) => style.faint(line))),
    ...winnerTexts(telling).flatMap((text) => indented(text, width)),
  ]
}

function indented(text: string, width: number): readonly string[] {
  return wrap(visible(text), width - 2).map((line) => `  ${line}`)
}

const COLUMNS: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'model', align: 'left', least: 18 },
  { title: 'score', align: 'right', droppable: 1 },
  { title: 'in/Mtok', align: 'right', droppable: 3 },
  { title: 'out/Mtok', align: 'right', droppable: 3 },
  { title: 'a request', align: 'right', droppable: 2 },
  { title: 'came of it', align: 'left' },
]

function rankedRow(
  { id, score, tied }: RankedRecord,
  index: number,
  { receipt, ground }: Telling,
): readonly Cell[] {
  const route = ground?.scene.shelf.byId.get(id)
  const came = cameOf(id, index, receipt)
  return [
    { text: `${index === 0 ? '◆ ' : ''}${index + 1}${tied === true ? '=' : ''}`, role: 'faint' },
    { text: toldName(id), role: came.role === 'good' ? 'good' : 'strong' },
    { text: typeof score === 'number' ? `${Number(score.toPrecision(4))}` : score },
    { text: route?.price_in === undefined ? UNKNOWN : money(route.price_in) },
    { text: route?.price_out === undefined ? UNKNOWN : money(route.price_out) },
    { text: route === undefined ? UNKNOWN : costText(route, receipt) },
    came,
  ]
}

/** What a request of the estimated tokens costs there. */
function costText(route: Candidate, { request: { tokens } }: ReceiptRecord): string {
  const cost = tokens && totalOf(route, { origin: 'estimated', ...tokens })
  return cost === undefined ? UNKNOWN : money(toNumber(cost))
}

function cameOf(id: string, index: number, { hops, outcome }: ReceiptRecord): Cell {
  const calls = hops.filter(({ candidate }) => candidate === id)
  const last = calls.at(-1)
  if (last === undefined) {
    const text = outcome === 'simulated' && index === 0 ? 'would be called' : 'not called'
    return { text, role: index === 0 && outcome === 'simulated' ? 'good' : 'faint' }
  }
  if (last.failure !== undefined) return { text: toldName(last.failure, 24), role: 'bad' }
  if (last.action === 'finish') return { text: 'answered', role: 'good' }
  return { text: toldName(last.why ?? last.action, 24), role: 'warning' }
}

function leftOutText(ids: readonly string[], telling: Telling): string {
  const some = telling.all ? ids : ids.slice(0, MOST_SHOWN)
  const rest = ids.length - some.length
  const names = [...some.map((id) => toldName(id)), ...(rest > 0 ? [`${rest} more`] : [])]
  return `left out by the selector, though they would do: ${names.join(', ')}`
}
