import { add, type Decimal, plain, ZERO } from '../../catalog/money.ts'
import {
  endText,
  increaseOf,
  type ModelRow,
  type Sums,
  type WhatIfSummary,
} from '../../trace/what-if/index.ts'
import { grouped } from '../report/grouped.ts'
import type { Style } from '../report/style.ts'
import { type Cell, type Column, renderTable } from '../report/table.ts'

/** How the parts of the report are laid out. */
export interface TextLook {
  readonly style: Style
  readonly width: number
  /** Infinite in a pipe, where no name is cut. */
  readonly tableWidth: number
}

/** What each day cost, what it would have cost, and the whole. */
export function dayTable(
  { days, total, counts }: WhatIfSummary,
  look: TextLook,
): readonly string[] {
  const rows = [
    ...days.map(({ day, moved, ...sums }) => ({ name: day, moved, sums })),
    { name: 'all', moved: counts.moved, sums: total },
  ]
  const moneys = moneyCells(rows.map(({ sums }) => sums))
  return renderTable(
    [
      { title: 'day', align: 'left' },
      { title: 'requests', align: 'right', droppable: 2 },
      { title: 'moved', align: 'right' },
      ...MONEY,
    ],
    rows.map(({ name, moved, sums }, i) =>
      asWhole(i === rows.length - 1, [
        { text: name },
        { text: grouped(sums.receipts) },
        { text: grouped(moved) },
        ...(moneys[i] ?? []),
      ]),
    ),
    { width: look.tableWidth, style: look.style },
  )
}

/** Who answers how often at what cost, before and after. */
export function modelTable({ models, total }: WhatIfSummary, look: TextLook): readonly string[] {
  const shown = models.slice(0, MOST_MODELS)
  const others = models.slice(MOST_MODELS)
  const rows = [
    ...shown.map((row) => ({ name: endText(row.end), ...figures([row]) })),
    ...(others.length === 0 ? [] : [{ name: `(${others.length} others)`, ...figures(others) }]),
    {
      name: 'all',
      was: total.receipts,
      is: total.receipts,
      before: total.before,
      after: total.after,
    },
  ]
  const moneys = moneyCells(rows)
  return renderTable(
    [
      { title: 'model', align: 'left', least: 14 },
      { title: 'before', align: 'right', droppable: 2 },
      { title: 'after', align: 'right', droppable: 2 },
      ...MONEY,
    ],
    rows.map(({ name, was, is }, i) =>
      asWhole(i === rows.length - 1, [
        { text: name },
        { text: grouped(was) },
        { text: grouped(is) },
        ...(moneys[i] ?? []),
      ]),
    ),
    { width: look.tableWidth, style: look.style },
  )
}

const MOST_MODELS = 20

/** Of several rows together. */
function figures(rows: readonly ModelRow[]) {
  return {
    was: rows.reduce((sum, { before }) => sum + before.receipts, 0),
    is: rows.reduce((sum, { after }) => sum + after.receipts, 0),
    before: rows.reduce((sum, { before }) => add(sum, before.usd), ZERO),
    after: rows.reduce((sum, { after }) => add(sum, after.usd), ZERO),
  }
}

const MONEY: readonly Column[] = [
  { title: 'cost before', align: 'right', droppable: 1 },
  { title: 'cost after', align: 'right' },
  { title: 'more', align: 'right' },
]

/** Dollars with as many places as the longest of them has. */
function moneyCells(rows: readonly Pick<Sums, 'before' | 'after'>[]): readonly (readonly Cell[])[] {
  const places = Math.max(2, ...rows.flatMap(({ before, after }) => [before, after].map(placesOf)))
  return rows.map(({ before, after }) => {
    const more = increaseOf({ before, after })
    const sign = more.digits > 0n ? '+' : ''
    const role = more.digits > 0n ? 'bad' : 'good'
    return [
      { text: plain(before, places) },
      { text: plain(after, places) },
      { text: `${sign}${plain(more, places)}`, ...(more.digits !== 0n && { role }) },
    ]
  })
}

function placesOf(value: Decimal): number {
  return (plain(value).split('.')[1] ?? '').length
}

function asWhole(isWhole: boolean, cells: readonly Cell[]): readonly Cell[] {
  return isWhole ? cells.map((cell): Cell => ({ role: 'strong', ...cell })) : cells
}
