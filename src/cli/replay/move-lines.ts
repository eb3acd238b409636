import { endText, increaseOf, type Move, type MoveRow } from '../../trace/what-if/index.ts'
import { signedDollars } from '../report/dollars.ts'
import { groupedCount } from '../report/grouped.ts'
import { listed } from './listed.ts'
import { againstText, letInText } from './reason-text.ts'
import type { WhatIfReport } from './what-if-report.ts'
import type { TextLook } from './what-if-tables.ts'
import type { Fields } from './what-if-tally.ts'

/** From whom to whom, how often, for how much more, and why; the most frequent first. */
export function moveLines({ summary, fields }: WhatIfReport, look: TextLook): readonly string[] {
  return listed(
    summary.moves.map(
      (row) =>
        `${figures(row)}  ${endText(row.from)} -> ${endText(row.to)}: ${whyText(row, fields)}`,
    ),
    look,
  )
}

/** What decided, over all moves. */
export function reasonLines({ summary, fields }: WhatIfReport, look: TextLook): readonly string[] {
  return listed(
    summary.reasons.map((row) => {
      const text =
        row.side === 'against'
          ? againstText(row.reason, fields)
          : `the other ${letInText(row.reason, fields)}`
      return `${figures(row)}  ${text}`
    }),
    look,
  )
}

function figures(row: Pick<MoveRow, 'receipts' | 'compared' | 'before' | 'after'>): string {
  const dollars = row.compared === 0 ? '' : `, ${signedDollars(increaseOf(row))}`
  return `${groupedCount(row.receipts, 'request')}${dollars}`
}

function whyText({ against, letIn }: Move, fields: Fields): string {
  const first = againstText(against, fields)
  return letIn === undefined ? first : `${first}; the other ${letInText(letIn, fields)}`
}
