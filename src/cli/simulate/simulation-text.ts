import type { Candidate } from '../../catalog/candidate.ts'
import { type Layer, priceQualityPicture, QUALITY } from '../report/price-quality.ts'
import { money, rounded, shortQuantity, UNKNOWN } from '../report/quantity.ts'
import { type Style, styleOf } from '../report/style.ts'
import { type Cell, type Column, renderTable } from '../report/table.ts'
import { wrap } from '../report/wrap.ts'
import type { Screen } from '../screen.ts'
import { clauseText } from './clause-text.ts'
import { lineOf, originsOf } from './origin.ts'
import { seenText, wantedText } from './part-text.ts'
import { policyTitle } from './policy-title.ts'
import { relaxationTexts } from './relaxation-text.ts'
import { nearestRejections, type Simulation } from './simulation.ts'
import { type RequestTokens, requestCost } from './tokens.ts'

/** A simulation as people read it: who is chosen, who is not and why, and the picture. */
export function simulationText(simulation: Simulation, { screen, top }: TextWishes): string {
  const style = styleOf(screen)
  const look: Look = {
    style,
    width: screen.width,
    tableWidth: screen.isFixed ? screen.width : Number.POSITIVE_INFINITY,
  }
  const parts = [
    titleLines(simulation, look),
    rankedLines(simulation, top, look),
    rejectedLines(simulation, look),
    pictureLines(simulation, look),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

export interface TextWishes {
  readonly screen: Screen
  /** Ranked candidates that are shown. */
  readonly top: number
}

interface Look {
  readonly style: Style
  readonly width: number
  readonly tableWidth: number
}

function titleLines({ scenario, tokens }: Simulation, { style, width }: Look): readonly string[] {
  const { policy, inForce, candidates } = scenario
  const { catalog, name } = inForce
  const day = catalog.as_of === undefined ? '' : ` of ${catalog.as_of}`
  const from = tokens.from === 'usual mix' ? ', the usual mix' : ''
  const facts = `${candidates.length} routes in ${name}${day}; cost of a request of ${count(tokens.input)} tokens in and ${count(tokens.output)} out${from}`
  return [
    `${style.strong(policyTitle(policy))}  ${style.faint(policy.fingerprint.slice(0, SHORT_FINGERPRINT))}`,
    ...wrap(facts, width).map((line) => style.faint(line)),
  ]
}

const SHORT_FINGERPRINT = 'sha256:'.length + 12

function count(tokens: number): string {
  return tokens.toLocaleString('en-US')
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

function rankedLines(
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

const CLAUSES: readonly Column[] = [
  { title: 'keeps out', align: 'right' },
  { title: 'alone', align: 'right', droppable: 2 },
  { title: 'clause', align: 'left', least: 20 },
  { title: 'line', align: 'left', droppable: 3 },
  { title: 'nearest miss', align: 'left', least: 20, droppable: 1 },
]

function rejectedLines(
  simulation: Simulation,
  { style, tableWidth, width }: Look,
): readonly string[] {
  const { scenario, decision, misses } = simulation
  const { vocabulary, policy, candidates } = scenario
  if (decision.rejected.length === 0) return []
  const originOf = originsOf(policy)
  const rows = misses
    .toSorted((a, b) => b.failed - a.failed)
    .map(({ path, clause, failed, failedAlone, nearest }): readonly Cell[] => {
      const origin = originOf(path)
      const { part } = nearest
      const isDemand = part?.demand !== undefined
      return [
        { text: `${failed}` },
        { text: failedAlone === 0 ? UNKNOWN : `${failedAlone}` },
        {
          text:
            isDemand && part !== undefined
              ? wantedText(part, vocabulary)
              : clauseText(clause, vocabulary),
          role: 'strong',
        },
        { text: origin === undefined ? '' : lineOf(origin), role: 'faint' },
        {
          text: `${nearest.candidate.cid}: ${part === undefined ? 'no part of it' : seenText(part, vocabulary)}`,
        },
      ]
    })
  return [
    `${style.strong(`rejected ${decision.rejected.length} of ${candidates.length}`)}${style.faint('; a route may miss several clauses')}`,
    ...renderTable(CLAUSES, rows, { width: tableWidth, style }),
    ...(decision.ranked.length === 0 ? ['', ...relaxLines(simulation, { style, width })] : []),
  ]
}

/** What to change so that somebody is selected. */
function relaxLines(
  simulation: Simulation,
  { style, width }: Pick<Look, 'style' | 'width'>,
): readonly string[] {
  const { policy, vocabulary } = simulation.scenario
  const originOf = originsOf(policy)
  return nearestRejections(simulation).flatMap(({ candidate, outcome: { relaxation } }) => {
    if (relaxation === undefined) return []
    const [first = '', ...more] = relaxationTexts(relaxation, vocabulary, originOf)
    return [
      `${style.strong(candidate.cid)} would be selected with`,
      ...[first, ...more.map((text) => `and ${text}`)].flatMap((text) =>
        wrap(text, width - 2).map((line) => `  ${line}`),
      ),
    ]
  })
}

function pictureLines(
  { scenario, decision, leftOut, floor }: Simulation,
  { style, width }: Look,
): readonly string[] {
  const selected = decision.ranked.map(({ candidate }) => candidate)
  const layers: readonly Layer[] = [
    { candidates: leftOut, sign: '○', role: 'good', legend: 'left out' },
    { candidates: selected.slice(1), sign: '●', role: 'good', legend: 'selected' },
    { candidates: selected.slice(0, 1), sign: '◆', role: 'warning', legend: 'first' },
  ]
  const shown = layers.filter(({ candidates }) => candidates.length > 0)
  return priceQualityPicture({ all: scenario.candidates, layers: shown, floor }, { width, style })
}
