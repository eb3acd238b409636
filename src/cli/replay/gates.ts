import { counted } from '../../base/counted.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { compare, type Decimal, decimalFrom, multiply, plain } from '../../catalog/money.ts'
import { increaseOf, type WhatIfSummary } from '../../trace/what-if/index.ts'
import { type Problem, problem } from '../problem.ts'
import type { WhatIfOptions } from './what-if-options.ts'

/** What may not be. */
export interface Gates {
  readonly failsOnChange: boolean
  readonly mostIncrease: Increase | undefined
}

/** More dollars than before: a share of what it cost, or so many. */
export interface Increase {
  readonly kind: 'percent' | 'usd'
  readonly value: Decimal
}

export function gatesOf(options: WhatIfOptions): Result<Gates, Problem> {
  const failsOnChange = options['fail-on-change']
  const text = options['max-cost-increase']
  if (text === undefined) return ok({ failsOnChange, mostIncrease: undefined })
  const { dollars, percent } =
    /^(?:\$(?<dollars>\d+(?:\.\d+)?)|(?<percent>\d+(?:\.\d+)?)%)$/.exec(text)?.groups ?? {}
  const value = decimalFrom(dollars ?? percent ?? '')
  if (value === undefined) {
    return err(
      problem(
        `\`--max-cost-increase ${text}\` is neither a share nor an amount`,
        "write `--max-cost-increase 5%`, or `--max-cost-increase '$2'`",
      ),
    )
  }
  const kind = percent === undefined ? 'usd' : 'percent'
  return ok({ failsOnChange, mostIncrease: { kind, value } })
}

/** Which gates are shut, and why: sentences. What cannot be judged does not pass a gate. */
export function shutGates(summary: WhatIfSummary, gates: Gates): readonly string[] {
  const { failsOnChange, mostIncrease } = gates
  const { counts } = summary
  const isGated = failsOnChange || mostIncrease !== undefined
  return [
    ...(isGated && counts.unjudged > 0
      ? [`${counted(counts.unjudged, 'request')} could not be judged, so no gate is passed`]
      : []),
    ...(failsOnChange && counts.moved > 0
      ? [`${counts.moved} of ${counted(counts.judged, 'request')} would have ended in another way`]
      : []),
    ...(mostIncrease === undefined ? [] : tooDear(summary, mostIncrease)),
  ]
}

function tooDear({ total, bases }: WhatIfSummary, { kind, value }: Increase): readonly string[] {
  const unpriced = bases.find(({ basis }) => basis === 'unpriced')?.receipts ?? 0
  const increase = increaseOf(total)
  const most = kind === 'usd' ? value : multiply(multiply(total.before, value), PERCENT)
  const limit = kind === 'usd' ? `$${plain(value)}` : `${plain(value)}%`
  return [
    ...(unpriced > 0
      ? [`of ${counted(unpriced, 'request')} nobody knows what they would have cost`]
      : []),
    ...(compare(increase, most) > 0
      ? [`it would have cost $${plain(increase, 2)} more, which is above the limit of ${limit}`]
      : []),
  ]
}

const PERCENT: Decimal = { digits: 1n, exponent: -2 }
