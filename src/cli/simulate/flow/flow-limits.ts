import { err, ok, type Result } from '../../../base/result.ts'
import { type Decimal, decimalFrom } from '../../../catalog/money.ts'
import { type Problem, problem } from '../../problem.ts'

/** What a flow may take as a whole. */
export interface FlowLimits {
  readonly deadlineMs: number | undefined
  readonly budgetUsd: Decimal | undefined
}

/** The options that say so. */
export const FLOW_LIMIT_OPTIONS = {
  deadline: {
    kind: 'text',
    value: 'TIME',
    doc: 'of a flow: the time that it has as a whole, `30s`',
  },
  budget: {
    kind: 'text',
    value: 'USD',
    doc: 'of a flow: what it may cost as a whole, `0.05`',
  },
} as const

/** The limits as they are written on the command line. */
export function flowLimits(
  deadline: string | undefined,
  budget: string | undefined,
): Result<FlowLimits, Problem> {
  const deadlineMs = deadline === undefined ? undefined : millisecondsOf(deadline)
  if (deadline !== undefined && deadlineMs === undefined) {
    return err(
      problem(
        `\`--deadline ${deadline}\` is not a time`,
        'write `--deadline 30s`, `1500ms` or `2m`',
      ),
    )
  }
  const budgetUsd = budget === undefined ? undefined : decimalFrom(budget.replace(/^\$/, ''))
  if (budget !== undefined && (budgetUsd === undefined || budgetUsd.digits < 0n)) {
    return err(problem(`\`--budget ${budget}\` is not an amount in USD`, 'write `--budget 0.05`'))
  }
  return ok({ deadlineMs, budgetUsd })
}

function millisecondsOf(text: string): number | undefined {
  const { amount = '', unit = '' } =
    /^(?<amount>\d{1,9}(?:\.\d{1,3})?)(?<unit>ms|s|m)$/.exec(text)?.groups ?? {}
  const size = UNIT_MS.get(unit)
  return size === undefined ? undefined : Math.round(Number(amount) * size)
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
])
