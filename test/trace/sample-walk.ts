import type { Candidate } from '../../src/catalog/index.ts'
import { startWalk, stepAfter, type Walked } from '../../src/decide/walk.ts'
import {
  costRecord,
  type HopRecord,
  type Outcome,
  type UsageRecord,
} from '../../src/trace/index.ts'

/** What came of a call: it went well unless it says otherwise. */
export interface Call {
  readonly tookMs: number
  /** After the call began. */
  readonly firstTokenMs?: number
  readonly status?: number
  readonly failure?: string
  readonly sent?: 'part'
  /** What ended the walk from outside. */
  readonly ends?: 'client left' | 'flow failed' | 'deadline'
  /** What the provider asked to wait, in place of what the plan says. */
  readonly waitMs?: number
  readonly usage?: UsageRecord
}

/** What a router that follows the failure plan does, and how the request ends. */
export function walk(
  walked: Walked,
  calls: readonly Call[],
): { readonly hops: readonly HopRecord[]; readonly outcome: Outcome } {
  const hops: HopRecord[] = []
  let state = startWalk(walked.ranked)
  let now = 3
  for (const call of calls) {
    const candidate = walked.ranked[state?.at ?? -1]
    if (state === undefined || candidate === undefined) throw new Error('there are calls left over')
    const base = hopOf(candidate, call, { attempt: hops.length + 1, now })
    now += call.tookMs
    if (call.ends !== undefined) {
      hops.push({ ...base, action: 'abort', why: call.ends })
      return { hops, outcome: call.ends === 'deadline' ? 'exhausted' : 'cancelled' }
    }
    if (call.failure === undefined) {
      hops.push({ ...base, action: 'finish' })
      return { hops, outcome: 'complete' }
    }
    const failure = { reason: call.failure, sent: call.sent ?? 'nothing' } as const
    const step = stepAfter(walked, state, failure)
    const { action, why } = step
    if (step.kind === 'stop') {
      hops.push({ ...base, action, why })
      return { hops, outcome: call.sent === 'part' ? 'incomplete' : 'exhausted' }
    }
    const waitMs = call.waitMs ?? step.waitMs
    hops.push({ ...base, action, why, ...(waitMs > 0 && { wait_ms: waitMs }) })
    now += waitMs
    state = step.state
  }
  if (state !== undefined) throw new Error('the plan goes on, and there is no call for it')
  return { hops, outcome: 'rejected' }
}

function hopOf(
  candidate: Candidate,
  call: Call,
  { attempt, now }: { readonly attempt: number; readonly now: number },
): Omit<HopRecord, 'action'> {
  const { tookMs, firstTokenMs, failure, usage } = call
  const status = call.status ?? (failure === undefined ? 200 : undefined)
  return {
    candidate: candidate.cid,
    attempt,
    start_ms: now,
    ...(status !== undefined && { first_byte_ms: now + Math.min(tookMs, firstTokenMs ?? tookMs) }),
    ...(firstTokenMs !== undefined && { first_token_ms: now + firstTokenMs }),
    end_ms: now + tookMs,
    ...(status !== undefined && { status }),
    ...(failure !== undefined && { failure }),
    sent: call.sent ?? (failure === undefined && call.ends === undefined ? 'all' : 'nothing'),
    ...(usage !== undefined && { usage, cost: costRecord(candidate, usage) }),
  }
}
