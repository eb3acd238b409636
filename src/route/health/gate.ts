import type { Call } from './health.ts'
import type { BreakerStage } from './health-report.ts'

/*
 * What lets calls to a route or a provider through. A gate is plain data and changes by being
 * replaced; time alone takes it from open to half open, so no timer is needed.
 *
 *                 open                  the time is over
 *     closed ───────────────▶ open ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈▶ half open
 *       ▲                      ▲  ◀────────────────────────┐  │ a call begins
 *       │      it went well    │ it failed       given back│  ▼
 *       └──────────────────────┴────────────────────────── probing
 *
 * A probe that takes too long leaves the gate half open; another call may probe then.
 */

export type Gate =
  | {
      readonly kind: 'closed'
      /** Since when; -Infinity where it never was open. */
      readonly sinceMs: number
      /** How long the last opening was meant to last; 0 where there was none. */
      readonly lastMs: number
    }
  | {
      readonly kind: 'open'
      /** From then on it is half open. */
      readonly untilMs: number
      readonly lastMs: number
    }
  | {
      readonly kind: 'probing'
      readonly probe: Call
      /** From then on another call may probe. */
      readonly untilMs: number
      readonly lastMs: number
    }

export const NEVER_OPENED: Gate = {
  kind: 'closed',
  sinceMs: Number.NEGATIVE_INFINITY,
  lastMs: 0,
}

/** Whether others should stay away. */
export function isShut(gate: Gate, nowMs: number): boolean {
  return gate.kind !== 'closed' && nowMs < gate.untilMs
}

export function stageOf(gate: Gate, nowMs: number): BreakerStage {
  if (gate.kind === 'closed') return 'closed'
  if (!isShut(gate, nowMs)) return 'half_open'
  return gate.kind
}

/** Until when it is shut; undefined where it is not. */
export function shutUntil(gate: Gate, nowMs: number): number | undefined {
  return gate.kind !== 'closed' && nowMs < gate.untilMs ? gate.untilMs : undefined
}

/** Open for that long; one that is open for longer stays so. */
export function opened(gate: Gate, lastMs: number, nowMs: number): Gate {
  const untilMs = nowMs + lastMs
  if (gate.kind === 'open' && gate.untilMs > untilMs) return gate
  return { kind: 'open', untilMs, lastMs }
}

export function closed({ lastMs }: Gate, nowMs: number): Gate {
  return { kind: 'closed', sinceMs: nowMs, lastMs }
}

/** Probing, where it is half open and a call begins; undefined where the call is no probe. */
export function probed(gate: Gate, probe: Call, times: ProbeTimes): Gate | undefined {
  const { nowMs, probeMs } = times
  if (stageOf(gate, nowMs) !== 'half_open') return undefined
  return { kind: 'probing', probe, untilMs: nowMs + probeMs, lastMs: gate.lastMs }
}

export interface ProbeTimes {
  readonly nowMs: number
  readonly probeMs: number
}

/** Half open again: the probe told nothing. */
export function givenBack({ lastMs }: Gate, nowMs: number): Gate {
  return { kind: 'open', untilMs: nowMs, lastMs }
}

export function isProbeOf(gate: Gate, call: Call): boolean {
  return gate.kind === 'probing' && gate.probe === call
}
