import type { Decimal } from '../../../catalog/money.ts'
import {
  BASES,
  type BasisRow,
  type Example,
  increaseOf,
  type WhatIfSummary,
} from '../../../trace/what-if/index.ts'
import type { WhatIfAbout } from './about.ts'
import { count, DASH, difference, instant, placesOf, usd } from './figures.ts'
import { joined, type Markup, markup, name, type Shown } from './markup.ts'
import { partMarkup, showed, wayMarkup, whyMarkup } from './reason-markup.ts'
import { table } from './table.ts'

/** What the sums rest on, what is not in them, and requests to look up. */
export function evidenceTables(summary: WhatIfSummary, about: WhatIfAbout): Markup {
  return joined([
    lostTable(summary, about),
    basisTable(summary),
    unjudgedTable(summary),
    exampleTable(summary, about),
  ])
}

function lostTable({ lost }: WhatIfSummary, { words }: WhatIfAbout): Markup {
  return table({
    id: 'lost',
    caption: 'Left without a candidate',
    note: 'Requests that had a candidate and would have none, by the clause that came nearest to letting one pass.',
    names: [
      {
        title: 'Clause',
        cell: ({ clause }) =>
          clause === undefined ? 'there are no candidates at all' : partMarkup(clause, words),
      },
      {
        title: 'Nearest',
        cell: ({ nearest }) => (nearest === undefined ? DASH : showed(nearest, words)),
      },
    ],
    figures: [REQUESTS],
    rows: lost,
    foot: [],
  })
}

interface Counted {
  readonly receipts: number
}

const REQUESTS = { title: 'Requests', cell: ({ receipts }: Counted) => count(receipts) }

function basisTable({ bases }: WhatIfSummary): Markup {
  const places = placesOf(bases.flatMap(({ before, after }) => [before, after]))
  return table<BasisRow, BasisRow>({
    id: 'bases',
    caption: 'What the estimates rest on',
    note: 'An estimate may rest on several, so these rows overlap. Dollars are what is known of those requests, kept out of the sums or not.',
    names: [
      { title: 'Basis', cell: ({ basis }) => basis },
      { title: 'Standing', cell: ({ basis }) => BASES[basis].standing },
      { title: 'Meaning', cell: ({ basis }) => BASES[basis].doc },
    ],
    figures: [
      REQUESTS,
      { title: 'Before', cell: ({ before }) => usd(before, places) },
      { title: 'After', cell: ({ after }) => usd(after, places) },
    ],
    rows: bases,
    foot: [],
  })
}

function unjudgedTable({ unjudged, counts }: WhatIfSummary): Markup {
  return table<WhatIfSummary['unjudged'][number], Counted>({
    id: 'unjudged',
    caption: 'Not judged',
    note: 'Nothing is said of these receipts, and they are in no other figure.',
    names: [{ title: 'Why', cell: ({ why }) => name(why) }],
    figures: [{ ...REQUESTS, title: 'Receipts' }],
    rows: unjudged,
    foot: unjudged.length === 0 ? [] : [{ title: 'All', figures: { receipts: counts.unjudged } }],
  })
}

function exampleTable({ examples }: WhatIfSummary, { words }: WhatIfAbout): Markup {
  const costs = examples.flatMap(({ costBefore, costAfter }) =>
    [costBefore, costAfter].filter((cost) => cost !== undefined),
  )
  const places = placesOf(costs)
  const amount = (value: Decimal | undefined): Shown =>
    value === undefined ? 'unknown' : usd(value, places)
  return table<Example, Example>({
    id: 'examples',
    caption: 'Examples',
    note: 'Requests that moved, those with the greatest differences in dollars first.',
    names: [
      {
        title: 'Request',
        cell: ({ id, at }) => markup`${name(id)}<br><span class="faint">${instant(at)}</span>`,
      },
      { title: 'From, to', cell: wayMarkup },
      { title: 'Why', cell: (example) => whyMarkup(example, words) },
      { title: 'Rests on', cell: ({ bases }) => bases.join(', ') },
    ],
    figures: [
      { title: 'Before', cell: ({ costBefore }) => amount(costBefore) },
      { title: 'After', cell: ({ costAfter }) => amount(costAfter) },
      { title: 'Difference', cell: (example) => differenceOf(example, places) },
    ],
    rows: examples,
    foot: [],
  })
}

function differenceOf({ costBefore: before, costAfter: after }: Example, places: number): Shown {
  if (before === undefined || after === undefined) return DASH
  return difference(increaseOf({ before, after }), places)
}
