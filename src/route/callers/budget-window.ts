/** The spans of time that budgets count in. Each begins where its unit begins in UTC. */
export const BUDGET_WINDOWS = ['minute', 'hour', 'day', 'month'] as const

export type BudgetWindow = (typeof BUDGET_WINDOWS)[number]

/** Milliseconds since 1970; the end is the first moment of the next one. */
export interface WindowSpan {
  readonly start: number
  readonly end: number
}

/** The window that a moment lies in. @param nowMs milliseconds since 1970. */
export function windowAt(window: BudgetWindow, nowMs: number): WindowSpan {
  if (window === 'month') {
    const now = new Date(nowMs)
    const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
    return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) }
  }
  // A day of UTC has the same length always.
  const length = LENGTHS_MS[window]
  const start = Math.floor(nowMs / length) * length
  return { start, end: start + length }
}

const LENGTHS_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
