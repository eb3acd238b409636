import { flowTokens, type WorstCase, type WorstFlow, worstFlow } from '../../../analyze/index.ts'
import { costOf } from '../../../catalog/index.ts'
import { add, type Decimal, ZERO } from '../../../catalog/money.ts'
import { type Decision, planFlow } from '../../../decide/index.ts'
import type { LlmNode } from '../../../ir/index.ts'
import type { OnePolicy } from '../../policy/one-policy.ts'
import type { FlowScenario } from '../scenario.ts'
import type { RequestTokens } from '../tokens.ts'
import type { FlowLimits } from './flow-limits.ts'
import type { FlowSizes } from './flow-sizes.ts'

/** What a flow would do, without doing it. */
export interface FlowSimulation {
  readonly scenario: FlowScenario
  readonly sizes: FlowSizes
  readonly limits: FlowLimits
  /** Names of steps; those of one stage run at once. */
  readonly stages: readonly (readonly string[])[]
  /** In the order of the stages. */
  readonly steps: readonly SimulatedStep[]
  readonly worst: WorstFlow
  /** Names of steps, in the order in which they run. */
  readonly criticalPath: readonly string[]
  /** USD where the first of every step answers at once; undefined where a price is not known. */
  readonly expectedUsd: Decimal | undefined
}

export interface SimulatedStep {
  readonly id: string
  readonly name: string
  /** From 1. */
  readonly stage: number
  readonly node: LlmNode
  /** What the steps are called whose answers it takes, and the input. */
  readonly inputs: readonly string[]
  readonly policy: OnePolicy
  readonly decision: Decision
  readonly tokens: RequestTokens
  readonly worst: WorstCase
  /** USD where the first answers at once; undefined without one, or where its price is not known. */
  readonly expectedUsd: Decimal | undefined
}

/** Decides for every step, and adds up what they come to. */
export function simulateFlow(
  scenario: FlowScenario,
  sizes: FlowSizes,
  limits: FlowLimits,
): FlowSimulation {
  const { flow, names, policies } = scenario.flow
  const nameOf = (id: string) => names.get(id) ?? id
  const plan = planFlow(flow, scenario.candidates, scenario.deciding)
  const tokens = flowTokens(flow, {
    request: sizes.request,
    answerOf: (node) => sizes.answerOf(node).output,
  })
  const worst = worstFlow(flow, {
    tokens,
    deadlineMs: limits.deadlineMs,
    rankedOf: (id) => (plan.nodes.get(id)?.decision.ranked ?? []).map((each) => each.candidate),
  })
  const steps = [...plan.nodes].flatMap(([id, { node, level, decision }]): SimulatedStep[] => {
    const [policy, count, worstOfStep] = [policies.get(id), tokens.get(id), worst.calls.get(id)]
    if (policy === undefined || count === undefined || worstOfStep === undefined) return []
    const [first] = decision.ranked
    return [
      {
        id,
        name: nameOf(id),
        stage: level + 1,
        node,
        inputs: node.inputs.map(nameOf),
        policy,
        decision,
        tokens: { ...count, from: sizes.answerOf(node).from },
        worst: worstOfStep,
        expectedUsd: first && costOf(first.candidate, count)?.total,
      },
    ]
  })
  return {
    scenario,
    sizes,
    limits,
    stages: plan.levels.map((ids) => ids.map(nameOf)),
    steps,
    worst,
    criticalPath: worst.criticalPath.ids.map(nameOf),
    expectedUsd: totalOf(steps.map((step) => step.expectedUsd)),
  }
}

/** Undefined where one of them is not known. */
function totalOf(costs: readonly (Decimal | undefined)[]): Decimal | undefined {
  const known = costs.filter((cost) => cost !== undefined)
  return known.length < costs.length ? undefined : known.reduce(add, ZERO)
}
