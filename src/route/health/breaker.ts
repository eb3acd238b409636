import { EMPTY_WINDOW, type FailureWindow, totalsOf, withCall } from './failure-window.ts'
import { closed, type Gate, isProbeOf, isShut, opened } from './gate.ts'
import type { Call } from './health.ts'
import type { HealthSettings } from './health-settings.ts'

/** What a breaker remembers beside its gate. */
export interface BreakerCounts {
  /** How often the gate opened or closed: calls from before the last change do not count. */
  readonly epoch: number
  readonly failuresInRow: number
  readonly window: FailureWindow
}

export const NO_COUNTS: BreakerCounts = { epoch: 0, failuresInRow: 0, window: EMPTY_WINDOW }

export interface Breaker {
  readonly gate: Gate
  readonly counts: BreakerCounts
}

/** A call that ended well or badly for the provider. */
export interface Marked {
  readonly call: Call
  readonly failed: boolean
  /** What the plan asks for; 0 for nothing. */
  readonly openBreakerMs: number
  readonly nowMs: number
}

/**
 * The breaker after a call.
 *
 * - Only the probe closes it. A probe that fails opens it again, for twice as long as before.
 * - A plan that asks for it opens it for the time it asks, or extends the time.
 * - Else calls count while it is closed, if they began after it closed: what a route did before it
 *   broke down, or was asked while it was down, says nothing of it now.
 */
export function breakerAfter(breaker: Breaker, marked: Marked, settings: HealthSettings): Breaker {
  const { gate, counts } = breaker
  const { call, failed, nowMs } = marked
  const coolMs = failed ? coolOf(marked, settings) : 0
  if (isProbeOf(gate, call)) {
    if (!failed) return changed(closed(gate, nowMs), counts)
    const lastMs = Math.max(coolMs, doubled(gate, settings))
    return changed(opened(gate, lastMs, nowMs), counts)
  }
  const isCounted = gate.kind === 'closed' && call.epoch === counts.epoch
  const next = isCounted ? counted(counts, marked, settings) : counts
  const ownMs =
    failed && isCounted && isTooMuch(next, settings) ? ownTime(gate, nowMs, settings) : 0
  const lastMs = Math.max(coolMs, ownMs)
  if (lastMs === 0) return { gate, counts: next }
  const after = opened(gate, lastMs, nowMs)
  return isShut(gate, nowMs) ? { gate: after, counts } : changed(after, counts)
}

/** A time that is none, of a policy gone wrong, asks for nothing. */
function coolOf({ openBreakerMs }: Marked, { longestCoolMs }: HealthSettings): number {
  return openBreakerMs > 0 ? Math.min(openBreakerMs, longestCoolMs) : 0
}

function changed(gate: Gate, { epoch }: BreakerCounts): Breaker {
  return { gate, counts: { ...NO_COUNTS, epoch: epoch + 1 } }
}

function counted(
  { epoch, failuresInRow, window }: BreakerCounts,
  { failed, nowMs }: Marked,
  { windowMs }: HealthSettings,
): BreakerCounts {
  return {
    epoch,
    failuresInRow: failed ? failuresInRow + 1 : 0,
    window: withCall(window, { failed, nowMs, windowMs }),
  }
}

function isTooMuch({ failuresInRow, window }: BreakerCounts, settings: HealthSettings): boolean {
  if (failuresInRow >= settings.failuresInRow) return true
  const { calls, failures } = totalsOf(window)
  return calls >= settings.windowCalls && failures >= settings.failureRatio * calls
}

/** Longer for one that has not been closed for long. */
function ownTime(gate: Gate, nowMs: number, settings: HealthSettings): number {
  const isRepeated = gate.kind === 'closed' && nowMs - gate.sinceMs < settings.longestOpenMs
  return isRepeated ? Math.max(settings.openMs, doubled(gate, settings)) : settings.openMs
}

function doubled({ lastMs }: Gate, { longestOpenMs }: HealthSettings): number {
  return Math.min(longestOpenMs, 2 * lastMs)
}
