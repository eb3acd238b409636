import { increaseOf, type WhatIfSummary } from '../../../trace/what-if/index.ts'
import { change, count, counted, DASH, difference, mean, placesOf, share, usd } from './figures.ts'
import { ARROW, type Markup, markup, type Shown } from './markup.ts'

/** The four answers that everybody asks for first. */
export function headline(summary: WhatIfSummary): Markup {
  const { counts, total } = summary
  const { judged, moved, reranked, lost, gained, nobodyBefore, nobodyAfter } = counts
  const increase = increaseOf(total)
  const isCompared = total.compared > 0
  const places = placesOf([total.before, total.after])
  const cards: readonly Card[] = [
    {
      title: 'Cost',
      figure: isCompared
        ? markup`${usd(total.before, places)} <span class="to">${ARROW} ${usd(total.after, places)}</span>`
        : DASH,
      note: isCompared
        ? `for ${count(total.compared)} of ${counted(judged, 'request')}: those answered both ways at costs that are known`
        : `of none of ${counted(judged, 'request')} both costs are known`,
    },
    {
      title: 'Difference',
      figure: isCompared
        ? markup`${difference(increase, places)} <span class="part">${change(total.before, increase)}</span>`
        : DASH,
      note: isCompared
        ? `mean quality ${mean(total.qualityBefore)} → ${mean(total.qualityAfter)}`
        : 'nothing to compare',
    },
    {
      title: 'Decisions moved',
      figure: markup`${count(moved)} <span class="part">${share(moved, judged)}</span>`,
      note: `of ${counted(judged, 'request')}; ${count(reranked)} more have other candidates, or the same in another order, and end as they did`,
    },
    {
      title: 'Left without a candidate',
      figure: markup`${count(lost)} <span class="part">${share(lost, judged)}</span>`,
      note: `${count(nobodyBefore)} without one before, ${count(nobodyAfter)} after; ${count(gained)} gain one`,
    },
  ]
  return markup`<div class="cards">
${cards.map(cardMarkup)}</div>
`
}

interface Card {
  readonly title: string
  readonly figure: Shown
  readonly note: string
}

function cardMarkup({ title, figure, note }: Card): Markup {
  return markup`<section class="card"><h2>${title}</h2><p class="big">${figure}</p><p class="note">${note}</p></section>
`
}
