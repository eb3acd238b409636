import { toNumber } from '../../../catalog/money.ts'
import { csvText } from '../../report/csv.ts'
import { policyTitle } from '../policy-title.ts'
import type { FlowSimulation } from './flow-simulation.ts'

/** A simulated flow as a table: a row for every step, in the order in which they run. */
export function flowCsv({ steps }: FlowSimulation): string {
  return csvText([
    COLUMNS,
    ...steps.map((step) => [
      step.stage,
      step.name,
      policyTitle(step.policy),
      step.inputs.join(' '),
      step.decision.ranked[0]?.candidate.cid,
      step.decision.ranked.length,
      step.decision.rejected.length,
      step.tokens.input,
      step.tokens.output,
      step.expectedUsd && toNumber(step.expectedUsd),
      step.worst.attempts.value,
      step.worst.ms.value,
      step.worst.usd.value && toNumber(step.worst.usd.value),
    ]),
  ])
}

const COLUMNS = [
  'stage',
  'step',
  'policy',
  'inputs',
  'first',
  'ranked',
  'rejected',
  'input_tokens',
  'output_tokens',
  'expected_usd',
  'worst_attempts',
  'worst_ms',
  'worst_usd',
]
