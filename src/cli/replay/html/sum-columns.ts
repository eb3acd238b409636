import { increaseOf, type Sums } from '../../../trace/what-if/index.ts'
import { NO_SUMS, plusSums } from '../../../trace/what-if/sums.ts'
import { change, count, DASH, difference, placesOf, usd } from './figures.ts'
import type { Shown } from './markup.ts'
import type { FigureColumn, FootRow } from './table.ts'

/** The columns of sums over requests, each amount to the last digit that any of them has. */
export function sumColumns(all: readonly Sums[]): readonly FigureColumn<Sums>[] {
  const places = placesOf(all.flatMap((sums) => [sums.before, sums.after]))
  return [
    { title: 'Requests', cell: ({ receipts }) => count(receipts) },
    { title: 'Before', cell: known(({ before }) => usd(before, places)) },
    { title: 'After', cell: known(({ after }) => usd(after, places)) },
    { title: 'Difference', cell: known((sums) => difference(increaseOf(sums), places)) },
    { title: 'Change', cell: known((sums) => change(sums.before, increaseOf(sums))) },
    { title: 'Compared', cell: ({ compared }) => count(compared) },
  ]
}

/** A dash where dollars stand for no request: nothing is known, which is not 0. */
export function known<Figures extends { readonly compared: number }>(
  cell: (figures: Figures) => Shown,
): (figures: Figures) => Shown {
  return (figures) => (figures.compared === 0 ? DASH : cell(figures))
}

/** Rows as far as a person reads them, and the sums of those after them. */
export function firstRows<Row extends Sums>(rows: readonly Row[]): FirstRows<Row> {
  const rest = rows.slice(MOST_ROWS)
  if (rest.length === 0) return { shown: rows, rest: [] }
  const figures = rest.reduce((sums: Sums, row) => plusSums(sums, row), NO_SUMS)
  return { shown: rows.slice(0, MOST_ROWS), rest: [{ title: `${rest.length} more`, figures }] }
}

export interface FirstRows<Row> {
  readonly shown: readonly Row[]
  readonly rest: readonly FootRow<Sums>[]
}

const MOST_ROWS = 100
