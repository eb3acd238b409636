import { alarmOf } from '../../../src/route/failover/alarm.ts'
import type { RunEvent } from '../../../src/route/failover/run-event.ts'
import { beginning, type RunPlan, type Turn } from '../../../src/route/failover/run-state.ts'
import type { Ending, LeftCall } from '../../../src/route/failover/run-step.ts'
import { startRun, takeEvent } from '../../../src/route/failover/take-event.ts'
import { type Failure, type FailureCode, failureOf } from '../../../src/route/failure.ts'
import type { UsageRecord } from '../../../src/trace/index.ts'

type Untimed<E> = E extends RunEvent ? Omit<E, 'atMs'> : never

/** What happens in a call, in milliseconds since it began. */
export interface Happening {
  readonly afterMs: number
  readonly event: Untimed<RunEvent>
}

/** One call: what happens in it; then nothing more comes. */
export type Scripted = readonly Happening[]

export interface Script {
  /** The calls, one after the other; one that is not scripted says nothing at all. */
  readonly calls: readonly Scripted[]
  readonly startMs?: number
  /** When the client leaves. */
  readonly leavesMs?: number
  readonly shutdownMs?: number
}

/** A step, and the virtual moment in which it was taken. */
export interface Told {
  readonly atMs: number
  readonly kind: 'call' | 'wait' | 'finish'
  readonly candidate?: string
  readonly left?: LeftCall
}

export interface Played {
  readonly steps: readonly Told[]
  readonly ending: Ending
}

/** Plays a script by a virtual clock: no time passes but to the next thing that happens. */
export function play(plan: RunPlan, script: Script): Played {
  const steps: Told[] = []
  let nowMs = script.startMs ?? 0
  const outside = outsideOf(script)
  const early = outside.find(({ atMs }) => atMs < nowMs)
  let turn: Turn =
    early === undefined ? startRun(plan, nowMs) : takeEvent(plan, beginning(plan), early)
  let pending: readonly RunEvent[] = []
  for (;;) {
    const { state, step } = turn
    if (step.kind === 'judge') {
      turn = takeEvent(plan, state, { kind: 'failed', atMs: nowMs, failure: judged(turn) })
      continue
    }
    if (step.kind !== 'go on') {
      steps.push(toldOf(turn, nowMs))
      pending = step.kind === 'call' ? eventsOf(script.calls[step.attempt - 1] ?? [], nowMs) : []
    }
    if (step.kind === 'finish') {
      assertOver(plan, turn, nowMs)
      return { steps, ending: step.ending }
    }
    const alarm = alarmOf(plan, state)
    const ring = alarm === undefined ? [] : [{ kind: 'alarm', atMs: alarm.atMs } as const]
    const event = firstOf([...outside, ...pending, ...ring])
    if (event === undefined) throw new Error('the run waits for nothing')
    if (event.atMs < nowMs) throw new Error('time went back')
    nowMs = event.atMs
    pending = pending.filter((each) => each !== event)
    turn = takeEvent(plan, state, event)
  }
}

/** What was read of a refusal says no more than its status. */
function judged({ state: { phase } }: Turn): Failure {
  const status = phase.kind === 'in a call' ? phase.status : undefined
  return failureOf(status === 429 ? 'rate_limited' : 'provider_error', status)
}

function outsideOf({ leavesMs, shutdownMs }: Script): readonly RunEvent[] {
  return [
    ...(leavesMs === undefined ? [] : [{ kind: 'client left', atMs: leavesMs } as const]),
    ...(shutdownMs === undefined ? [] : [{ kind: 'shutdown', atMs: shutdownMs } as const]),
  ]
}

function eventsOf(call: Scripted, startMs: number): readonly RunEvent[] {
  return call.map(({ afterMs, event }) => ({ ...event, atMs: startMs + afterMs }))
}

/** The earliest; of several at once the one that stands first. */
function firstOf(events: readonly RunEvent[]): RunEvent | undefined {
  return events.reduce<RunEvent | undefined>(
    (first, event) => (first === undefined || event.atMs < first.atMs ? event : first),
    undefined,
  )
}

function toldOf({ step }: Turn, atMs: number): Told {
  if (step.kind === 'go on' || step.kind === 'judge') throw new Error('nothing to tell')
  const { left } = step
  return {
    atMs,
    kind: step.kind,
    ...(step.kind === 'call' && { candidate: step.candidate.cid }),
    ...(left !== undefined && { left }),
  }
}

/** After the end nothing follows, whatever comes. */
function assertOver(plan: RunPlan, { state }: Turn, atMs: number): void {
  const late = [
    headers(0),
    alive(0),
    token(0),
    held(0),
    resumed(0),
    answers(1),
    fails(2, 'overloaded'),
  ].flat()
  const events: readonly RunEvent[] = [
    ...eventsOf(late, atMs),
    { kind: 'alarm', atMs: atMs + 1e9 },
    { kind: 'client left', atMs },
    { kind: 'shutdown', atMs },
  ]
  for (const event of events) {
    const turn = takeEvent(plan, state, event)
    if (turn.step.kind !== 'go on' || turn.state !== state) throw new Error(`${event.kind} counts`)
  }
  if (alarmOf(plan, state) !== undefined) throw new Error('there is an alarm after the end')
}

export function headers(afterMs: number, status = 200): Scripted {
  return [{ afterMs, event: { kind: 'headers', status } }]
}

export function alive(...moments: readonly number[]): Scripted {
  return moments.map((afterMs) => ({ afterMs, event: { kind: 'alive' } }))
}

export function token(...moments: readonly number[]): Scripted {
  return moments.map((afterMs) => ({ afterMs, event: { kind: 'token' } }))
}

export function held(afterMs: number): Scripted {
  return [{ afterMs, event: { kind: 'held' } }]
}

export function resumed(afterMs: number): Scripted {
  return [{ afterMs, event: { kind: 'resumed' } }]
}

export const USAGE: UsageRecord = { origin: 'reported', input: 1000, output: 100 }

export function answers(afterMs: number, usage: UsageRecord = USAGE): Scripted {
  return [{ afterMs, event: { kind: 'answered', usage } }]
}

interface Failing {
  readonly status?: number
  readonly retryAfterMs?: number
  readonly usage?: UsageRecord
}

export function fails(afterMs: number, code: FailureCode, how: Failing = {}): Scripted {
  const { status, ...rest } = how
  return [{ afterMs, event: { kind: 'failed', failure: failureOf(code, status), ...rest } }]
}
