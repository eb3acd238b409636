import type { Candidate } from '../../catalog/candidate.ts'
import { type Decimal, ZERO } from '../../catalog/money.ts'
import { startWalk, type WalkState } from '../../decide/walk.ts'
import type { Term } from '../../ir/term.ts'
import type { HopRecord } from '../../trace/record.ts'
import type { FailureCode } from '../failure.ts'
import type { CallTimers, RequestLimits } from './limits.ts'
import type { RunStep } from './run-step.ts'

/** What a run is made of; it stays the same throughout. */
export interface RunPlan {
  /** An admitted policy. */
  readonly policy: Term
  readonly ranked: readonly Candidate[]
  readonly limits: RequestLimits
  readonly timersFor: (candidate: Candidate) => CallTimers
  /** What the router gives a call by itself: who runs out of less is not to blame for it. */
  readonly usual: CallTimers
  /** Whether the client takes the answer as it is written. */
  readonly delivery: 'stream' | 'whole'
  /** The most that a call can cost, in USD; undefined where nobody knows. */
  readonly worstCase: (candidate: Candidate) => Decimal | undefined
  /** From 0 to below 1, so that the waits of many requests do not end together. */
  readonly chance: () => number
}

/** How far a run has come: plain data, never changed. */
export interface RunState {
  readonly phase: Phase
  /** Undefined where there is nobody to try. */
  readonly walk: WalkState | undefined
  readonly hops: readonly HopRecord[]
  readonly spent: Decimal
  readonly cause: FailureCode | undefined
  /** When the rate limits end that were last met, by candidate, as far as providers said. */
  readonly freeMs: ReadonlyMap<string, number>
}

export type Phase =
  | { readonly kind: 'begun' }
  | (Call & { readonly kind: 'in a call' })
  | { readonly kind: 'waiting'; readonly untilMs: number }
  | { readonly kind: 'over' }

/** A call in progress, as far as it has come. */
export interface Call {
  readonly candidate: Candidate
  readonly attempt: number
  readonly startMs: number
  /** When bytes last came; the start where none did. */
  readonly lastMs: number
  readonly timers: CallTimers
  readonly status: number | undefined
  readonly headersMs: number | undefined
  /** Set where the client has part of the answer. */
  readonly tokenMs: number | undefined
  /** Since when the client takes nothing, so that the provider is not read. */
  readonly heldSinceMs?: number | undefined
  /** For how long that was so before; milliseconds. */
  readonly heldMs?: number
}

/** What follows from an event. */
export interface Turn {
  readonly state: RunState
  readonly step: RunStep
}

export function beginning({ ranked }: RunPlan): RunState {
  return {
    phase: { kind: 'begun' },
    walk: startWalk(ranked),
    hops: [],
    spent: ZERO,
    cause: undefined,
    freeMs: new Map(),
  }
}
