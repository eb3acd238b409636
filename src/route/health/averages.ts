import type { Measurements } from '../../decide/context.ts'
import type { Ending } from './health.ts'
import type { Averages } from './health-report.ts'

export const NOTHING_MEASURED: Averages = {
  latencyMs: undefined,
  tokensPerSecond: undefined,
  successRate: undefined,
}

/** The averages after another call that says something of the provider; `weight` is its share. */
export function averagesAfter(averages: Averages, ending: Ending, weight: number): Averages {
  const { successRate = 1 } = averages
  if (ending.kind !== 'answered') {
    return { ...averages, successRate: moved(successRate, 0, weight) }
  }
  return {
    latencyMs: movedTo(averages.latencyMs, ending.latencyMs, weight),
    tokensPerSecond: movedTo(averages.tokensPerSecond, speedOf(ending), weight),
    successRate: moved(successRate, 1, weight),
  }
}

/** So few tokens tell how long the first one took, not how fast they came. */
const LEAST_TOKENS = 16

function speedOf(answer: Extract<Ending, { readonly kind: 'answered' }>): number {
  const { outputTokens, durationMs } = answer
  if (outputTokens === undefined || outputTokens < LEAST_TOKENS || !(durationMs > 0)) {
    return Number.NaN
  }
  return (outputTokens * 1000) / durationMs
}

/** A value that is none, of a clock or a provider gone wrong, moves nothing. */
function movedTo(average: number | undefined, value: number, weight: number): number | undefined {
  if (!Number.isFinite(value) || value < 0) return average
  return average === undefined ? value : moved(average, value, weight)
}

function moved(average: number, value: number, weight: number): number {
  return average + (value - average) * weight
}

/**
 * As decisions read them: three significant digits, so that receipts stay small and what makes no
 * difference to anybody makes none to a decision.
 */
export function measurementsOf(averages: Averages): Measurements {
  const { latencyMs, tokensPerSecond, successRate } = averages
  return {
    ...(latencyMs === undefined ? {} : { latency_ms: rounded(latencyMs) }),
    ...(tokensPerSecond === undefined ? {} : { tok_s: rounded(tokensPerSecond) }),
    ...(successRate === undefined ? {} : { success_rate: rounded(successRate) }),
  }
}

export function isSameMeasurement(one: Measurements, other: Measurements): boolean {
  return (
    one.latency_ms === other.latency_ms &&
    one.tok_s === other.tok_s &&
    one.success_rate === other.success_rate
  )
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
