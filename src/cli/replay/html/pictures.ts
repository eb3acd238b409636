import type { WhatIfSummary } from '../../../trace/what-if/index.ts'
import { type Chart, chartMarkup, type LegendEntry, legend } from './chart.ts'
import { daysChart } from './days-chart.ts'
import { flowChart } from './flow-chart.ts'
import { type FlowKind, flowsOf } from './flows.ts'
import { joined, type Markup, markup, name } from './markup.ts'
import { planeChart, spotsOf } from './plane-chart.ts'

/** The charts, each with what its signs mean; a sentence where there is nothing to draw. */
export function pictures(summary: WhatIfSummary): Markup {
  return joined([daysPicture(summary), planePicture(summary), flowPicture(summary)])
}

const SIDES: readonly LegendEntry[] = [
  { look: 'before', text: 'before: as recorded' },
  { look: 'after', text: 'after: as it would have been' },
]

function daysPicture(summary: WhatIfSummary): Markup {
  const chart = daysChart(summary)
  if (summary.total.compared === 0) return empty(chart.title, 'No cost is known both ways.')
  return picture(chart, SIDES)
}

function planePicture(summary: WhatIfSummary): Markup {
  const chart = planeChart(summary)
  const spots = spotsOf(summary)
  if (spots.length === 0) {
    return empty(chart.title, 'No model has both a known cost and a known quality.')
  }
  const models = new Map(
    spots.flatMap(({ number, label }) => (number === undefined ? [] : [[number, label] as const])),
  )
  const answered = summary.models.filter(({ end }) => end.kind === 'answered').length
  const missing = answered - models.size
  const keys = [...models].map(
    ([number, label]) => markup`<li value="${number}">${name(label)}</li>
`,
  )
  const note =
    missing === 0
      ? undefined
      : markup`<p class="note">Drawn are ${models.size} of ${answered} models: of the others cost or quality is not known, or they are less dear than these.</p>
`
  const kinds = new Set(flowsOf(summary).map(({ kind }) => kind))
  return picture(
    chart,
    [
      ...SIDES,
      ...spots.slice(-1).flatMap(({ number }) => (number === undefined ? TOTAL : [])),
      ...WAY_LEGEND.filter(({ kind }) => kinds.has(kind)),
    ],
    markup`<ol class="keys">
${keys}</ol>
${note}`,
  )
}

const TOTAL: readonly LegendEntry[] = [{ look: 'total', text: 'all requests together' }]

const WAY_LEGEND: readonly (LegendEntry & { readonly kind: FlowKind })[] = [
  { kind: 'cheaper', look: 'way-cheaper', text: 'moves that cost less' },
  { kind: 'dearer', look: 'way-dearer', text: 'moves that cost more' },
]

function flowPicture(summary: WhatIfSummary): Markup {
  const chart = flowChart(summary)
  if (summary.moves.length === 0) {
    return empty(chart.title, 'No decision moved: every request ends as it did.')
  }
  const kinds = new Set(flowsOf(summary).map(({ kind }) => kind))
  return picture(
    chart,
    FLOW_LEGEND.filter(({ look }) => kinds.has(look)),
  )
}

const FLOW_LEGEND: readonly (LegendEntry & { readonly look: FlowKind })[] = [
  { look: 'stayed', text: 'did not move' },
  { look: 'cheaper', text: 'moved, costs less' },
  { look: 'dearer', text: 'moved, costs more' },
  { look: 'unpriced', text: 'moved, costs the same or nobody knows' },
  { look: 'lost', text: 'moved, no candidate' },
]

function picture(chart: Chart, entries: readonly LegendEntry[], more?: Markup): Markup {
  return markup`<section class="picture">
<h2>${chart.title}</h2>
${legend(entries)}
${chartMarkup(chart)}
${more}</section>
`
}

function empty(title: string, sentence: string): Markup {
  return markup`<section class="picture">
<h2>${title}</h2>
<p class="empty">${sentence}</p>
</section>
`
}
