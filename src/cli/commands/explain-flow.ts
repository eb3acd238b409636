import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { problem } from '../problem.ts'
import type { FlowScenario } from '../simulate/scenario.ts'

/** Shows a flow: which step takes what from which, and whom it asks first. */
export function explainFlow(
  { flow }: FlowScenario,
  _options: unknown,
  _context: Context,
): Failure | undefined {
  return problem(`\`${flow.name}\` is a flow`)
}
