import { counted } from '../../../base/counted.ts'
import { visible } from '../../report/glyphs.ts'
import { grouped } from '../../report/grouped.ts'
import { shortFingerprint } from '../../report/short-fingerprint.ts'
import { toldName } from '../../report/told-name.ts'
import { wrap } from '../../report/wrap.ts'
import type { Screen } from '../../screen.ts'
import { catalogText } from '../catalog-text.ts'
import { type Look, lookOf } from '../look.ts'
import { policyTitle } from '../policy-title.ts'
import { rankedLines } from '../ranked-lines.ts'
import { rejectedLines } from '../rejected-lines.ts'
import type { Simulation } from '../simulation.ts'
import type { FlowSimulation, SimulatedStep } from './flow-simulation.ts'
import { stepLines } from './step-lines.ts'
import { stepSimulations } from './step-simulation.ts'
import { sumLines } from './sum-lines.ts'

/** A simulated flow as people read it: every step, what they come to, and what that rests on. */
export function flowText(simulation: FlowSimulation, { screen, top }: FlowTextWishes): string {
  const look = lookOf(screen)
  const told = simulation.steps.filter(
    ({ decision }) => top !== undefined || decision.ranked.length === 0,
  )
  const toldOf = stepSimulations(simulation.scenario)
  const parts = [
    titleLines(simulation, look),
    stepLines(simulation, look),
    sumLines(simulation, look),
    ...told.map((step) => decisionLines(step, { toldOf, look, top: top ?? 0 })),
    assumptionLines(simulation, look),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

export interface FlowTextWishes {
  readonly screen: Screen
  /** Ranked candidates that are shown of every step; none where absent. */
  readonly top: number | undefined
}

function titleLines(
  { scenario, steps }: FlowSimulation,
  { style, width }: Look,
): readonly string[] {
  const { flow, inForce, candidates } = scenario
  const facts = `${counted(steps.length, 'step')}, each over ${candidates.length} routes in ${catalogText(inForce)}`
  return [
    `${style.strong(toldName(flow.name))}  ${style.faint(shortFingerprint(flow.fingerprint))}`,
    ...wrap(facts, width).map((line) => style.faint(line)),
  ]
}

interface Telling {
  readonly toldOf: (step: SimulatedStep) => Simulation
  readonly look: Look
  readonly top: number
}

/** The whole decision of a step, under its name. */
function decisionLines(step: SimulatedStep, { toldOf, look, top }: Telling): readonly string[] {
  const told = toldOf(step)
  const rejected = rejectedLines(told, look)
  const { style } = look
  return [
    `${style.strong(toldName(step.name))} ${style.faint('asks')} ${visible(policyTitle(step.policy))}`,
    ...rankedLines(told, top, look),
    ...(rejected.length === 0 ? [] : ['', ...rejected]),
  ]
}

function assumptionLines({ sizes }: FlowSimulation, { style, width }: Look): readonly string[] {
  const whose = sizes.from === 'option' ? '' : ', the usual size'
  const answers =
    sizes.from === 'option'
      ? 'every answer as many as `--tokens` says'
      : 'an answer as many as `cheapest for` of its policy says, else 1,000'
  const text = `Assumed: the request has ${grouped(sizes.request)} tokens${whose}, ${answers}. A step reads its system prompt and template, at four bytes a token, and the full text of its inputs. Steps begin as soon as their inputs are there. Expected: the first route answers at once. At worst: every attempt fails and is billed in full.`
  return wrap(text, width).map((line) => style.faint(line))
}
