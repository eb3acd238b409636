import type { FlowScenario } from '../scenario.ts'
import { type Simulation, simulate } from '../simulation.ts'
import type { SimulatedStep } from './flow-simulation.ts'

/** The decision of a step with everything that can be told about it, as if it were asked alone. */
export function stepSimulation(
  { policy, tokens }: SimulatedStep,
  { flow: _, ...ground }: FlowScenario,
): Simulation {
  return simulate({ ...ground, policy }, tokens)
}
