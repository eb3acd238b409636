/**
 * Calls and failures of the last while, counted in slices of a twelfth of it: the present slice
 * and the eleven before, so that the window reaches back between eleven twelfths of the time and
 * all of it.
 */
export interface FailureWindow {
  readonly slices: readonly Slice[]
}

interface Slice {
  /** Since the beginning of time, in slices. */
  readonly index: number
  readonly calls: number
  readonly failures: number
}

export const SLICES = 12

export const EMPTY_WINDOW: FailureWindow = { slices: [] }

/** The window with another call in it, and without what it no longer reaches. */
export function withCall({ slices }: FailureWindow, call: WindowCall): FailureWindow {
  const index = Math.floor((call.nowMs * SLICES) / call.windowMs)
  const failures = call.failed ? 1 : 0
  const reached = slices.filter((slice) => slice.index > index - SLICES)
  const last = reached.at(-1)
  if (last?.index !== index) return { slices: [...reached, { index, calls: 1, failures }] }
  const grown = { index, calls: last.calls + 1, failures: last.failures + failures }
  return { slices: [...reached.slice(0, -1), grown] }
}

export interface WindowCall {
  readonly failed: boolean
  readonly nowMs: number
  readonly windowMs: number
}

export function totalsOf({ slices }: FailureWindow): { calls: number; failures: number } {
  let calls = 0
  let failures = 0
  for (const slice of slices) {
    calls += slice.calls
    failures += slice.failures
  }
  return { calls, failures }
}
