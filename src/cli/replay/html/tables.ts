import type { ModelRow, Side, Sums, WhatIfSummary } from '../../../trace/what-if/index.ts'
import type { WhatIfAbout } from './about.ts'
import { count, DASH, each, mean, placesOf, usd } from './figures.ts'
import { joined, type Markup, NOTHING, type Shown } from './markup.ts'
import { againstMarkup, endMarkup, letInMarkup, wayMarkup, whyMarkup } from './reason-markup.ts'
import { firstRows, sumColumns } from './sum-columns.ts'
import { table } from './table.ts'

/** The tables of sums: each with the whole at its foot, which its rows add up to. */
export function sumTables(summary: WhatIfSummary, about: WhatIfAbout): Markup {
  return joined([
    dayTable(summary),
    modelTable(summary),
    moveTable(summary, about),
    againstTable(summary, about),
    letInTable(summary, about),
  ])
}

function dayTable({ days, total, counts }: WhatIfSummary): Markup {
  const moved: Moved = { ...total, moved: counts.moved }
  return table<Moved & { readonly day: string }, Moved>({
    id: 'by-day',
    caption: 'By day',
    note: 'Days of UTC; those without receipts are absent. Compared are the requests that are answered both ways at costs that are known: dollars and quality are theirs, in all tables.',
    names: [{ title: 'Day', cell: ({ day }) => day }],
    figures: [
      ...sumColumns([...days, total]),
      { title: 'Moved', cell: (figures) => count(figures.moved) },
    ],
    rows: days,
    foot: [{ title: 'All', figures: moved }],
  })
}

interface Moved extends Sums {
  readonly moved: number
}

function modelTable({ models, total }: WhatIfSummary): Markup {
  const sides = models.flatMap(({ before, after }) => [before.usd, after.usd])
  const places = placesOf([...sides, total.before, total.after])
  const whole: Sides = {
    before: wholeSide(total, total.before, total.qualityBefore),
    after: wholeSide(total, total.after, total.qualityAfter),
  }
  return table<ModelRow, Sides>({
    id: 'by-model',
    caption: 'By model',
    note: 'Who answered, and who would have. The numbers are those of the picture of price and quality; cost for each request and quality are means over the compared.',
    names: [
      { title: 'Model', cell: ({ end }) => endMarkup(end) },
      { title: 'No.', cell: (_, index) => `${index + 1}` },
    ],
    figures: [
      { title: 'Requests before', cell: ({ before }) => count(before.receipts) },
      { title: 'Requests after', cell: ({ after }) => count(after.receipts) },
      { title: 'Cost before', cell: ({ before }) => dollars(before, places) },
      { title: 'Cost after', cell: ({ after }) => dollars(after, places) },
      { title: 'Each before', cell: ({ before }) => each(before) },
      { title: 'Each after', cell: ({ after }) => each(after) },
      { title: 'Quality before', cell: ({ before }) => mean(before.quality) },
      { title: 'Quality after', cell: ({ after }) => mean(after.quality) },
    ],
    rows: models,
    foot: [{ title: 'All', figures: whole }],
  })
}

function dollars({ compared, usd: value }: Side, places: number): Shown {
  return compared === 0 ? DASH : usd(value, places)
}

type Sides = Pick<ModelRow, 'before' | 'after'>

function wholeSide(
  { receipts, compared }: Sums,
  value: Side['usd'],
  quality: Side['quality'],
): Side {
  return { receipts, compared, usd: value, quality }
}

function moveTable({ moves, unmoved, total }: WhatIfSummary, { words }: WhatIfAbout): Markup {
  if (moves.length === 0) return NOTHING
  const { shown, rest } = firstRows(moves)
  const foot = [
    ...rest,
    { title: 'Did not move', figures: unmoved },
    { title: 'All', figures: total },
  ]
  return table({
    id: 'moves',
    caption: 'Moves',
    note: 'What a clause saw is what it saw at the first such request.',
    names: [
      { title: 'From, to', cell: wayMarkup },
      { title: 'Why', cell: (row) => whyMarkup(row, words) },
    ],
    figures: sumColumns([...moves, unmoved, total]),
    rows: shown,
    foot,
  })
}

function againstTable({ reasons }: WhatIfSummary, { words }: WhatIfAbout): Markup {
  const rows = reasons.filter(({ side }) => side === 'against')
  const { shown, rest } = firstRows(rows)
  return table({
    id: 'against',
    caption: 'What kept the old answer away',
    note: 'Every move has one such reason: the rows are all the moves.',
    names: [{ title: 'Reason', cell: ({ reason }) => againstMarkup(reason, words) }],
    figures: sumColumns(rows),
    rows: shown,
    foot: rest,
  })
}

function letInTable({ reasons }: WhatIfSummary, { words }: WhatIfAbout): Markup {
  const rows = reasons.filter(({ side }) => side === 'letIn')
  const { shown, rest } = firstRows(rows)
  return table({
    id: 'let-in',
    caption: 'What let the new answer in',
    note: 'Moves to a route that was next in line anyway are not among them.',
    names: [{ title: 'Reason', cell: ({ reason }) => letInMarkup(reason, words) }],
    figures: sumColumns(rows),
    rows: shown,
    foot: rest,
  })
}
