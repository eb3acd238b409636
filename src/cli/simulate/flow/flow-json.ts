import type { Limit } from '../../../analyze/index.ts'
import { compare, type Decimal, toNumber } from '../../../catalog/money.ts'
import { catalogJson, decisionJson, policyJson } from '../simulation-json.ts'
import type { FlowSimulation, SimulatedStep } from './flow-simulation.ts'
import { stepSimulations } from './step-simulation.ts'

/** A simulated flow as programs read it. Null is unknown, or without a limit. */
export function flowJson(simulation: FlowSimulation) {
  const { scenario, sizes, limits, stages, steps, worst, criticalPath, expectedUsd } = simulation
  const { flow, inForce } = scenario
  const toldOf = stepSimulations(scenario)
  return {
    schema_version: 1,
    flow: { name: flow.name, fingerprint: flow.fingerprint },
    catalog: catalogJson(inForce),
    request: { tokens: sizes.request, from: sizes.from },
    stages,
    expected_usd: usdJson(expectedUsd),
    worst: worstJson(worst),
    critical_path: criticalPath,
    ...(limits.deadlineMs !== undefined && {
      deadline: {
        ms: limits.deadlineMs,
        kept: isWithin(worst.criticalPath.ms, limits.deadlineMs),
      },
    }),
    ...(limits.budgetUsd !== undefined && {
      budget: {
        usd: toNumber(limits.budgetUsd),
        kept: worst.usd.value !== undefined && compare(worst.usd.value, limits.budgetUsd) <= 0,
      },
    }),
    steps: steps.map((step) => ({ ...stepJson(step), ...decisionJson(toldOf(step)) })),
  }
}

function stepJson(step: SimulatedStep) {
  const { input, output, from } = step.tokens
  return {
    name: step.name,
    id: step.id,
    stage: step.stage,
    inputs: step.inputs,
    policy: policyJson(step.policy),
    tokens: { input, output, output_from: from },
    expected_usd: usdJson(step.expectedUsd),
    worst: worstJson(step.worst),
  }
}

interface Worst {
  readonly attempts: Limit<number>
  readonly ms: Limit<number>
  readonly usd: Limit<Decimal>
}

function worstJson({ attempts, ms, usd }: Worst) {
  return {
    attempts: attempts.value ?? null,
    ms: ms.value ?? null,
    usd: usdJson(usd.value),
    basis: { attempts: attempts.basis, ms: ms.basis, usd: usd.basis },
  }
}

function usdJson(usd: Decimal | undefined): number | null {
  return usd === undefined ? null : toNumber(usd)
}

function isWithin(value: number | undefined, most: number): boolean {
  return value !== undefined && value <= most
}
