import type { Candidate } from '../../catalog/index.ts'
import { QUALITY } from '../report/price-quality.ts'
import { money, rounded, shortQuantity, UNKNOWN } from '../report/quantity.ts'
import { type Cell, type Column, renderTable } from '../report/table.ts'
import type { Look } from './look.ts'
import type { Simulation } from './simulation.ts'
import { type RequestTokens, requestCost } from './tokens.ts'

/** Who is selected, in order, with what they cost; and how many others there are. */
export function rankedLines(
  { decision: { ranked }, leftOut, tokens }: Simulation,
  top: number,
  { style, tableWidth }: Look,
): readonly string[] {
  if (ranked.length === 0) return [style.error('nothing is selected')]
  const rows = ranked
    .slice(0, top)
    .map(({ position, candidate, score, tied }): readonly Cell[] => [
      { text: `${position}${tied ? '=' : ''}`, role: 'faint' },
      { text: candidate.cid, role: position === 1 ? 'good' : 'strong' },
      { text: scoreText(score) },
      ...figures(candidate),
      { text: costText(candidate, tokens) },
    ])
  const more = [
    ...(ranked.length > top
      ? [`${ranked.length - top} more, \`--top ${ranked.length}\` shows all`]
      : []),
    ...(leftOut.length > 0
      ? [
          `${leftOut.length} more would do, and ${leftOut.length === 1 ? 'is' : 'are'} left out by the selector`,
        ]
      : []),
    ...(ranked.slice(0, top).some(({ tied }) => tied)
      ? ['= the same score: the order of the catalog decides']
      : []),
  ]
  return [
    ...renderTable(RANKED, rows, { width: tableWidth, style }),
    ...more.map((line) => style.faint(`  ${line}`)),
  ]
}

const RANKED: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'model', align: 'left', least: 18 },
  { title: 'score', align: 'right', droppable: 2 },
  { title: 'in/Mtok', align: 'right', droppable: 3 },
  { title: 'out/Mtok', align: 'right', droppable: 3 },
  { title: 'quality', align: 'right', droppable: 1 },
  { title: 'context', align: 'right', droppable: 4 },
  { title: 'a request', align: 'right' },
]

function figures({
  price_in,
  price_out,
  [QUALITY]: quality,
  capabilities,
}: Candidate): readonly Cell[] {
  return [
    { text: price_in === undefined ? UNKNOWN : money(price_in) },
    { text: price_out === undefined ? UNKNOWN : money(price_out) },
    { text: typeof quality === 'number' ? rounded(quality) : UNKNOWN },
    {
      text:
        typeof capabilities?.context === 'number'
          ? shortQuantity(capabilities.context, 'tokens')
          : UNKNOWN,
    },
  ]
}

function scoreText(score: number): string {
  return `${Number(score.toPrecision(4))}`
}

function costText(candidate: Candidate, tokens: RequestTokens): string {
  const cost = requestCost(candidate, tokens)
  return cost === undefined ? UNKNOWN : money(cost)
}
