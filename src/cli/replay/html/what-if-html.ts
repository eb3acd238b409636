import type { WhatIfSummary } from '../../../trace/what-if/index.ts'
import type { Named, WhatIfAbout } from './about.ts'
import { evidenceTables } from './evidence-tables.ts'
import { count, counted, instant } from './figures.ts'
import { headline } from './headline.ts'
import { joined, type Markup, markup, NOTHING, name } from './markup.ts'
import { pictures } from './pictures.ts'
import { STYLE_SHEET } from './style-sheet.ts'
import { sumTables } from './tables.ts'

/**
 * What would have been, as a page of HTML that stands alone: no script, nothing that is asked of
 * a network. The same summary gives the same bytes. All text from outside is escaped.
 */
export function whatIfHtml(summary: WhatIfSummary, about: WhatIfAbout): string {
  const isEmpty = summary.counts.judged === 0
  const body = isEmpty
    ? markup`<p class="empty">No receipt was judged, so there is nothing to show.</p>
`
    : joined([headline(summary), pictures(summary), sumTables(summary, about)])
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${about.tool}">
<title>${TITLE}</title>
<style>
${STYLE_SHEET}</style>
</head>
<body>
<main>
<header>
<h1>${TITLE}</h1>
<p class="lead">${lead(summary, about)}</p>
</header>
${body}${evidenceTables(summary, about)}${colophon(summary, about)}</main>
</body>
</html>
`.text
}

const TITLE = 'What would have been'

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** What was asked of what, in a sentence; and in another, what counts here as a request. */
function lead({ counts }: WhatIfSummary, about: WhatIfAbout): Markup {
  const { changes, period } = about
  const asked = changes.length === 0 ? markup`with nothing changed` : list(changes.map(changed))
  const when = period === undefined ? NOTHING : markup` of ${daysOf(period)}`
  return markup`${counted(counts.judged, 'recorded request')}${when}, decided again ${asked}.${composed(about)}`
}

function composed({ nodes, flows }: WhatIfAbout): Markup {
  if (nodes === 0) return NOTHING
  const are = nodes === 1 ? 'is a node' : 'are nodes'
  return markup` ${count(nodes)} ${are} of ${counted(flows, 'flow')}, each taken for a request of its own.`
}

/** `2026-11-02 to 2026-11-15` */
function daysOf({ first, last }: NonNullable<WhatIfAbout['period']>): string {
  const [from, to] = [first, last].map((each) => each.slice(0, 'YYYY-MM-DD'.length))
  return from === to ? `${from}` : `${from} to ${to}`
}

/** `with policy new.uh`, `without groq` */
function changed(change: Named): Markup {
  return change.name === 'without' ? setting(change) : markup`with ${setting(change)}`
}

function setting({ name: what, value }: Named): Markup {
  return markup`${what} <b>${name(value)}</b>`
}

function list(parts: readonly Markup[]): Markup {
  const [last] = parts.slice(-1)
  if (last === undefined || parts.length === 1) return joined(parts)
  return markup`${joined(parts.slice(0, -1), ', ')} and ${last}`
}

/** Where the figures come from, so that somebody else can make them again. */
function colophon({ counts }: WhatIfSummary, about: WhatIfAbout): Markup {
  const { period, nodes, flows, missing, files, selection, catalog, tool, generatedAt } = about
  const rows: readonly (readonly [string, Markup])[] = [
    ['Receipts', markup`${count(counts.judged)} judged, ${count(counts.unjudged)} not judged`],
    ...(nodes === 0
      ? []
      : [
          [
            'Of flows',
            markup`${count(nodes)}, the nodes of ${counted(flows, 'flow')}: each was decided again by itself, and has an id of its own, that of its flow with its name behind a slash`,
          ] as const,
        ]),
    ...(period === undefined
      ? []
      : [['Period', markup`${instant(period.first)} to ${instant(period.last)}`] as const]),
    ...(missing === undefined
      ? []
      : [
          [
            'Not written',
            markup`${count(missing.receipts)}, of ${instant(missing.from)} to ${instant(missing.to)}: the router could not keep them, and they are in no figure`,
          ] as const,
        ]),
    ['Traces', joined(files.map(name), ', ')],
    ...(selection.length === 0
      ? []
      : [['Selected by', joined(selection.map(setting), ', ')] as const]),
    ['Catalog', name(catalog)],
    ['Written', markup`${instant(generatedAt)} by ${name(tool)}`],
  ]
  return markup`<footer>
<h2>About these figures</h2>
<p>Every recorded decision was made again with the change, from what its receipt records, and its calls were priced with the tokens that were used. Costs and sums are exact; means and percentages are rounded.</p>
<dl>
${rows.map(
  ([term, value]) => markup`<dt>${term}</dt><dd>${value}</dd>
`,
)}</dl>
</footer>
`
}
