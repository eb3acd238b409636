import { Markup } from './markup.ts'

/**
 * The look of the page. Colours are told apart by those who see few of them, and never alone say
 * anything; texts stand out from their ground at 4.5 to 1, shapes at 3 to 1.
 */
export const STYLE_SHEET = new Markup(`:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --line: #d5d9df; --text: #1a1d21; --faint: #59616b;
  --before: #6b7480; --after: #0068a8; --on-after: #ffffff;
  --dearer: #b34700; --lost: #a3005c; --stayed: #c3c9d1; --unpriced: #6b7480;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1e2328; --line: #3a414a; --text: #eceff2; --faint: #a9b1bb;
    --before: #98a2ae; --after: #5cb8f2; --on-after: #0b1218;
    --dearer: #f5a14f; --lost: #f58ac2; --stayed: #4a535e; --unpriced: #98a2ae;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text); overflow-wrap: break-word;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  -webkit-text-size-adjust: 100%;
}
main { max-width: 1160px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { margin: 0; font-size: 30px; line-height: 1.2; }
h2 { margin: 0; font-size: 20px; line-height: 1.3; }
p { margin: 0; text-wrap: pretty; }
bdi, code, dd { overflow-wrap: anywhere; }
code { font: 0.9em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; unicode-bidi: isolate; }
.lead { margin-top: 8px; max-width: 76ch; font-size: 18px; color: var(--faint); }
.lead b { color: var(--text); }
.faint { white-space: nowrap; }
.note, .faint, .empty { color: var(--faint); font-size: 14px; }
.note { max-width: 84ch; }
.empty { margin-top: 12px; font-size: 16px; }
.usd { white-space: nowrap; font-variant-numeric: tabular-nums; }
.usd small { font-size: inherit; color: var(--faint); }
.big .to { white-space: nowrap; }
.cards { display: grid; grid-template-columns: repeat(2, 1fr); gap: 16px; margin-top: 28px; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 16px 20px; }
.card h2 { font-size: 15px; font-weight: 600; color: var(--faint); }
.big { margin: 4px 0; font-size: 30px; line-height: 1.25; font-weight: 650; }
.big .usd small { font-size: 0.6em; font-weight: 400; }
.big .part { font-size: 0.7em; font-weight: 500; color: var(--faint); white-space: nowrap; }
.picture { margin-top: 44px; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 8px 0 12px; padding: 0; font-size: 14px; }
.legend li { display: flex; align-items: center; gap: 8px; }
.sign { flex: none; width: 14px; height: 14px; border-radius: 2px; border: 2px solid transparent; }
.sign.before { border-color: var(--before); background: var(--raised); }
.sign.after, .sign.cheaper { background: var(--after); }
.sign.dearer { background: var(--dearer); }
.sign.way-cheaper, .sign.way-dearer { height: 0; width: 20px; border: 0; border-top: 3px solid var(--after); border-radius: 0; }
.sign.way-dearer { border-top: 3px dashed var(--dearer); }
.sign.lost { background: var(--lost); }
.sign.unpriced { background: var(--unpriced); }
.sign.stayed { background: var(--stayed); }
.sign.total { width: 12px; height: 12px; background: var(--text); transform: rotate(45deg); }
.chart svg { display: block; width: 100%; height: auto; font-size: 12px; }
.chart .narrow { display: none; }
.chart text { fill: var(--text); paint-order: stroke; stroke: var(--ground); stroke-width: 3px; stroke-linejoin: round; }
.chart .axis { fill: var(--faint); }
.grid { stroke: var(--line); stroke-width: 1; }
.base { stroke: var(--faint); stroke-width: 1; fill: none; }
.chart .before { fill: var(--raised); stroke: var(--before); stroke-width: 1.5; }
.chart .after { fill: var(--after); }
.chart circle.after { stroke: var(--ground); stroke-width: 1; }
.chart .in-before, .chart .in-after { font-weight: 650; stroke: none; }
.chart .in-after { fill: var(--on-after); }
.total-way { stroke: var(--text); stroke-width: 2; stroke-dasharray: 5 4; fill: none; }
.total-before { fill: var(--ground); stroke: var(--text); stroke-width: 2; }
.total-after { fill: var(--text); stroke: var(--ground); stroke-width: 1; }
.arrow .shaft { fill: none; stroke-linecap: round; opacity: 0.75; }
.cheaper .shaft { stroke: var(--after); }
.cheaper .head, .band.cheaper { fill: var(--after); }
.dearer .shaft { stroke: var(--dearer); stroke-dasharray: 9 6; }
.dearer .head, .band.dearer { fill: var(--dearer); }
.unpriced .shaft { stroke: var(--unpriced); }
.unpriced .head, .band.unpriced { fill: var(--unpriced); }
.band { opacity: 0.72; }
.band.lost { fill: var(--lost); }
.band.stayed { fill: var(--stayed); opacity: 0.55; }
.keys { columns: 3; column-gap: 32px; margin: 12px 0 0; padding-left: 2.2em; font-size: 14px; }
ol + .note { margin-top: 8px; }
.data { margin-top: 40px; }
.data .note { margin-top: 4px; }
.scroll { margin-top: 10px; overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--after); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { padding: 7px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; color: var(--faint); vertical-align: bottom; border-bottom: 2px solid var(--line); }
tbody th { min-width: 11em; }
#by-day ~ .scroll tbody th { min-width: 0; white-space: nowrap; }
#moves ~ .scroll tbody td:nth-child(2), #examples ~ .scroll tbody td:nth-child(3) { min-width: 15em; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
thead .figure { white-space: normal; }
tfoot th, tfoot td { border-bottom: 0; border-top: 1px solid var(--line); font-weight: 600; }
tfoot tr:first-child > * { border-top-width: 2px; }
footer { margin-top: 48px; padding-top: 20px; border-top: 1px solid var(--line); font-size: 14px; }
footer p { margin-top: 8px; max-width: 84ch; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 14px 0 0; }
dt { color: var(--faint); }
dd { margin: 0; }
@media (max-width: 760px) {
  .chart .wide { display: none; }
  .chart .narrow { display: block; max-width: 460px; }
}
@media (max-width: 640px) {
  main { padding: 20px 16px 32px; }
  h1 { font-size: 25px; }
  .lead { font-size: 16px; }
  .cards { grid-template-columns: 1fr; gap: 12px; }
  .big { font-size: 26px; }
  .keys { columns: 1; }
  tbody th { position: sticky; left: 0; background: var(--ground); min-width: 11em; max-width: 46vw; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 8px; }
}
@media (min-width: 1600px) {
  main { max-width: 1360px; }
  body { font-size: 18px; }
  table, .note, .legend, .keys, footer { font-size: 16px; }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --raised: #f5f6f8; --line: #c5cad1; --text: #000000; --faint: #454c55;
    --before: #6b7480; --after: #0068a8; --on-after: #ffffff;
    --dearer: #b34700; --lost: #a3005c; --stayed: #c3c9d1; --unpriced: #6b7480;
  }
  @page { margin: 14mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  .cards { grid-template-columns: repeat(2, 1fr); }
  .big { font-size: 20pt; }
  .chart .wide { display: block; }
  .chart .narrow { display: none; }
  .scroll { overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { padding: 3pt 4pt; }
  tbody th, tbody td { position: static; min-width: 0 !important; max-width: none; }
  .faint { white-space: normal; }
  .picture, .card, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
}
`)
