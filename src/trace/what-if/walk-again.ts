import type { Candidate } from '../../catalog/candidate.ts'
import { startWalk, stepAfter, type Walked } from '../../decide/walk.ts'
import type { HopRecord, ReceiptRecord } from '../record.ts'
import type { Scene } from '../scene.ts'
import { endsFromOutside } from '../walk-check.ts'
import type { End } from './end.ts'

/** A walk through the candidates of a decision. */
export interface Walk {
  readonly end: End
  readonly calls: readonly Call[]
}

export interface Call {
  readonly candidate: Candidate
  /** The recorded call of that route that this one is; undefined where there was none. */
  readonly hop: HopRecord | undefined
}

/** What is known of how calls go. */
export interface Past {
  readonly hops: readonly HopRecord[]
  /** Whether something from outside ended the request before its first call. */
  readonly isStopped: boolean
}

export function pastOf({ hops, outcome }: ReceiptRecord, { decision }: Scene): Past {
  const isUncalled = hops.length === 0 && outcome !== 'simulated'
  return { hops, isStopped: isUncalled && decision.ranked.length > 0 }
}

/**
 * Walks a decision through its failure plan, given what was recorded of the routes: the first
 * call of a route goes as its first recorded one, and so on; one that fails for longer than was
 * recorded keeps failing in the same way. Routes of which nothing is recorded answer. So the
 * recorded decision walks as recorded.
 */
export function walkAgain(walked: Walked, { hops, isStopped }: Past): Walk {
  let state = startWalk(walked.ranked)
  if (state === undefined) return { end: { kind: 'nobody' }, calls: [] }
  if (isStopped) return { end: { kind: 'stopped' }, calls: [] }
  const calls: Call[] = []
  const recall = rememberedCalls(hops)
  for (let left = Math.max(MOST_CALLS, hops.length); left > 0; left--) {
    const candidate = walked.ranked[state.at]
    if (candidate === undefined) throw new Error('a walk stays among the ranked')
    const { hop, like } = recall(candidate.cid)
    calls.push({ candidate, hop })
    const answered: End = { kind: 'answered', route: candidate.cid }
    if (like === undefined) return { end: answered, calls }
    const isSent = like.sent !== 'nothing'
    if (endsFromOutside(like)) return { end: isSent ? answered : { kind: 'stopped' }, calls }
    if (like.failure === undefined) return { end: answered, calls }
    const failure = { reason: like.failure, sent: isSent ? 'part' : 'nothing' } as const
    const retry = like.why === 'retry too late' ? ({ retry: 'too late' } as const) : {}
    const step = stepAfter(walked, state, { ...failure, ...retry })
    if (step.kind === 'stop') return { end: isSent ? answered : { kind: 'failed' }, calls }
    state = step.state
  }
  return { end: { kind: 'stopped' }, calls }
}

/** A plan may retry without an end; hosts do not. */
const MOST_CALLS = 64

interface Recalled {
  readonly hop: HopRecord | undefined
  /** The call that it goes like. */
  readonly like: HopRecord | undefined
}

/** The recorded calls of each route, one after the other, and then its last one again. */
function rememberedCalls(hops: readonly HopRecord[]): (route: string) => Recalled {
  const next = new Map<string, number>()
  return (route) => {
    const from = next.get(route) ?? 0
    const at = hops.findIndex(({ candidate }, index) => index >= from && candidate === route)
    if (at === -1) return { hop: undefined, like: hops.findLast((hop) => hop.candidate === route) }
    next.set(route, at + 1)
    return { hop: hops[at], like: hops[at] }
  }
}
