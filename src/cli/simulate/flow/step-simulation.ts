import type { Term } from '../../../ir/index.ts'
import type { FlowScenario } from '../scenario.ts'
import { type Simulation, simulate } from '../simulation.ts'
import type { SimulatedStep } from './flow-simulation.ts'

/**
 * Answers for the steps of a flow what each decides, with everything that can be told about it, as
 * if it were asked alone. Looks once at what steps of one policy share.
 */
export function stepSimulations({
  flow: _,
  ...ground
}: FlowScenario): (step: SimulatedStep) => Simulation {
  const known = new Map<Term, Simulation>()
  return ({ policy, node, tokens }) => {
    const simulation = known.get(node.policy) ?? simulate({ ...ground, policy }, tokens)
    known.set(node.policy, simulation)
    return { ...simulation, scenario: { ...ground, policy }, tokens }
  }
}
