import { compare, type Decimal, plain } from '../../catalog/money.ts'
import { BASES, increaseOf, meanValue, type WhatIfSummary } from '../../trace/what-if/index.ts'
import { dollars, signedDollars } from '../report/dollars.ts'
import { type Fact, factLines } from '../report/facts.ts'
import { visible } from '../report/glyphs.ts'
import { grouped, groupedCount } from '../report/grouped.ts'
import { rounded } from '../report/quantity.ts'
import { styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'
import type { Screen } from '../screen.ts'
import { percentText, sharesOf } from '../trace/stats/shares.ts'
import { listed } from './listed.ts'
import { moveLines, reasonLines } from './move-lines.ts'
import { clauseSeen, vocabularyWith } from './reason-text.ts'
import type { WhatIfReport } from './what-if-report.ts'
import { dayTable, modelTable, type TextLook } from './what-if-tables.ts'

/** A what-if as people read it: what it comes to first, then by what, then what it rests on. */
export function whatIfText(report: WhatIfReport, screen: Screen): string {
  const { change, summary } = report
  const look: TextLook = {
    style: styleOf(screen),
    width: screen.width,
    tableWidth: screen.isFixed ? screen.width : Number.POSITIVE_INFINITY,
  }
  const title = change.length === 0 ? 'with nothing changed' : change.join(', ')
  const parts: readonly (readonly string[])[] = [
    [
      ...wrap(visible(title), look.width).map((line) => look.style.strong(line)),
      ...factLines(overview(report), look),
    ],
    ...(summary.days.length > 1 ? [titled('by day, UTC', dayTable(summary, look), look)] : []),
    titled('by who answers', modelTable(summary, look), look),
    titled('moves', moveLines(report, look), look),
    titled('what decided', reasonLines(report, look), look),
    titled('no candidate any more', lostLines(report, look), look),
    titled('what this rests on', basisLines(summary, look), look),
    titled('not judged', unjudgedLines(summary, look), look),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function titled(title: string, lines: readonly string[], { style }: TextLook): readonly string[] {
  return lines.length === 0 ? [] : [style.strong(title), ...lines]
}

function overview({ summary, nodes, flows }: WhatIfReport): readonly Fact[] {
  const { counts, total } = summary
  const { judged, unjudged, moved, reranked, lost, gained, nobodyBefore, nobodyAfter } = counts
  const [share = 0] = sharesOf([moved, judged - moved])
  const increase = increaseOf(total)
  const compared =
    total.compared === judged
      ? ''
      : `, of the ${grouped(total.compared)} that both ways answer at known prices`
  const before = meanValue(total.qualityBefore)
  const after = meanValue(total.qualityAfter)
  return [
    {
      name: 'requests',
      text: [
        grouped(judged),
        ...(unjudged === 0 ? [] : [`${grouped(unjudged)} more could not be judged`]),
        ...(nodes === 0
          ? []
          : [
              `${grouped(nodes)} are nodes of ${groupedCount(flows, 'flow')}, each judged by itself`,
            ]),
      ].join('; '),
    },
    {
      name: 'moved',
      text: `${grouped(moved)} (${percentText(share)})${reranked === 0 ? '' : `; ${grouped(reranked)} more have other candidates behind the one that answers`}`,
      ...(moved > 0 && { role: 'warning' }),
    },
    {
      name: 'no candidate',
      text:
        nobodyBefore + nobodyAfter === 0
          ? undefined
          : `${grouped(nobodyBefore)} -> ${grouped(nobodyAfter)}: ${grouped(lost)} lost, ${grouped(gained)} gained`,
      ...(lost > 0 && { role: 'bad' }),
    },
    {
      name: 'cost',
      text:
        total.compared === 0
          ? 'nothing to compare'
          : `${dollars(total.before)} -> ${dollars(total.after)}: ${signedDollars(increase)}${shareOf(increase, total.before)}${compared}`,
      ...roleOf(increase),
    },
    {
      name: 'quality',
      text:
        before === undefined || after === undefined
          ? undefined
          : `${rounded(before)} -> ${rounded(after)} on average`,
    },
  ]
}

function roleOf({ digits }: Decimal): Pick<Fact, 'role'> {
  if (digits === 0n) return {}
  return { role: digits > 0n ? 'bad' : 'good' }
}

/** ` (+12.5%)`; nothing is no share of nothing. */
function shareOf(increase: Decimal, before: Decimal): string {
  if (before.digits === 0n) return ''
  const share = (Number(plain(increase)) / Number(plain(before))) * 100
  return ` (${share > 0 ? '+' : ''}${Number(share.toFixed(1))}%)`
}

function lostLines({ summary, fields }: WhatIfReport, look: TextLook): readonly string[] {
  const rows = summary.lost.map(({ clause, nearest, receipts }) => {
    if (clause === undefined)
      return `${groupedCount(receipts, 'request')}: there are no candidates at all`
    const route = nearest === undefined ? '' : ` at \`${nearest.route}\``
    const text = clauseSeen(clause, nearest, vocabularyWith(fields))
    return `${groupedCount(receipts, 'request')}: nearest is ${text}${route}`
  })
  return listed(rows, look)
}

function basisLines({ bases }: WhatIfSummary, look: TextLook): readonly string[] {
  const rows = bases.map(({ basis, receipts, before, after }) => {
    const { doc, standing } = BASES[basis]
    const isKnown = compare(before, after) !== 0 || before.digits !== 0n
    const cost = isKnown ? `, ${dollars(before)} -> ${dollars(after)}` : ''
    return `${basis} (${standing}), ${groupedCount(receipts, 'request')}${cost}: ${doc}`
  })
  return listed(rows, look)
}

function unjudgedLines({ unjudged }: WhatIfSummary, look: TextLook): readonly string[] {
  return listed(
    unjudged.map(({ why, receipts }) => `${groupedCount(receipts, 'request')}: ${why}`),
    look,
  )
}
