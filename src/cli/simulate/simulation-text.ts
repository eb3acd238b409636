import { grouped } from '../report/grouped.ts'
import { type Layer, priceQualityPicture } from '../report/price-quality.ts'
import { shortFingerprint } from '../report/short-fingerprint.ts'
import { wrap } from '../report/wrap.ts'
import type { Screen } from '../screen.ts'
import { catalogText } from './catalog-text.ts'
import { type Look, lookOf } from './look.ts'
import { policyTitle } from './policy-title.ts'
import { rankedLines } from './ranked-lines.ts'
import { rejectedLines } from './rejected-lines.ts'
import type { Simulation } from './simulation.ts'

/** A simulation as people read it: who is chosen, who is not and why, and the picture. */
export function simulationText(simulation: Simulation, { screen, top }: TextWishes): string {
  const look = lookOf(screen)
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

function titleLines({ scenario, tokens }: Simulation, { style, width }: Look): readonly string[] {
  const { policy, inForce, candidates } = scenario
  const from = tokens.from === 'usual mix' ? ', the usual mix' : ''
  const facts = `${candidates.length} routes in ${catalogText(inForce)}; cost of a request of ${grouped(tokens.input)} ${tokens.input === 1 ? 'token' : 'tokens'} in and ${grouped(tokens.output)} out${from}`
  return [
    `${style.strong(policyTitle(policy))}  ${style.faint(shortFingerprint(policy.fingerprint))}`,
    ...wrap(facts, width).map((line) => style.faint(line)),
  ]
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
