import type { Values } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { writeJson } from '../json/write-json.ts'
import { problem } from '../problem.ts'
import { flowCsv } from '../simulate/flow/flow-csv.ts'
import { flowJson } from '../simulate/flow/flow-json.ts'
import { type FLOW_LIMIT_OPTIONS, flowLimits } from '../simulate/flow/flow-limits.ts'
import { simulateFlow } from '../simulate/flow/flow-simulation.ts'
import { flowSizes } from '../simulate/flow/flow-sizes.ts'
import { flowText } from '../simulate/flow/flow-text.ts'
import type { FlowScenario } from '../simulate/scenario.ts'

export interface FlowOptions extends Values<typeof FLOW_LIMIT_OPTIONS> {
  readonly tokens: string | undefined
  readonly trace: string | undefined
  readonly top: number | undefined
  readonly format: 'table' | 'json' | 'csv' | undefined
}

/** Shows what every step of a flow decides, and what they come to together. */
export function simulateFlowCommand(
  scenario: FlowScenario,
  options: FlowOptions,
  { stdout, screen }: Context,
): ExitCode | Failure {
  if (options.trace !== undefined) {
    return problem(
      'a receipt tells one decision, and a flow makes several',
      'leave `--trace` out, or simulate the policy of a step',
    )
  }
  const sizes = flowSizes(options.tokens)
  if (!sizes.ok) return sizes.error
  const limits = flowLimits(options.deadline, options.budget)
  if (!limits.ok) return limits.error
  const simulation = simulateFlow(scenario, sizes.value, limits.value)
  if (options.format === 'json') writeJson(stdout, flowJson(simulation))
  else if (options.format === 'csv') stdout.write(flowCsv(simulation))
  else stdout.write(flowText(simulation, { screen, top: options.top }))
  const isSilent = simulation.steps.some(({ decision }) => decision.ranked.length === 0)
  return isSilent ? EXIT.nothing : EXIT.fine
}
