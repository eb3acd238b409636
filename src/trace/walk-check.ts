import type { Candidate } from '../catalog/candidate.ts'
import { type Step, startWalk, stepAfter, type WalkState } from '../decide/walk.ts'
import type { Term } from '../ir/term.ts'
import type { Difference } from './difference.ts'
import type { HopRecord, Outcome } from './record.ts'

/** A walk as recorded, and the decision that it follows. */
export interface RecordedWalk {
  readonly policy: Term
  readonly ranked: readonly Candidate[]
  readonly hops: readonly HopRecord[]
  readonly outcome: Outcome
}

/**
 * Walks the recorded hops again through the fail plan: the first difference between what it does
 * and what was done, or undefined. A hop that ended the walk for a reason from outside (a limit,
 * a client that left) is taken as it is.
 */
export function checkWalk({ policy, ranked, hops, outcome }: RecordedWalk): Difference | undefined {
  let state = startWalk(ranked)
  for (const [index, hop] of hops.entries()) {
    const path = `$.hops[${index}]`
    const candidate = state === undefined ? undefined : ranked[state.at]?.cid
    if (hop.candidate !== candidate) {
      return { path: `${path}.candidate`, recorded: hop.candidate, computed: candidate }
    }
    const isLast = index === hops.length - 1
    if (endsFromOutside(hop)) return isLast ? undefined : more(index)
    if (hop.failure === undefined || state === undefined) {
      return finishes(hop, path) ?? (isLast ? undefined : more(index))
    }
    const sent = hop.sent === 'nothing' ? 'nothing' : 'part'
    const retry = hop.why === 'retry too late' ? ({ retry: 'too late' } as const) : {}
    const step = stepAfter({ policy, ranked }, state, { reason: hop.failure, sent, ...retry })
    const differs = differsFrom(hop, step, path)
    if (differs !== undefined) return differs
    if (step.kind === 'stop') return isLast ? undefined : more(index)
    if (isLast) return missing(index, step.state, ranked)
    state = step.state
  }
  return hops.length === 0 && !CALLS_NOBODY.has(outcome)
    ? { path: '$.hops[0]', recorded: undefined, computed: ranked[0]?.cid }
    : undefined
}

const CALLS_NOBODY: ReadonlySet<Outcome> = new Set(['simulated', 'rejected', 'cancelled'])

/** Whether a limit of the host, or the client, ended the walk with this call. */
export function endsFromOutside({ why }: HopRecord): boolean {
  return why !== undefined && OUTSIDE.has(why)
}

/** Why a walk ends, whatever the plan says. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'attempts',
  'deadline',
  'spend',
  'client left',
  'flow failed',
  'shutdown',
])

/** A call that went well ends the walk. */
function finishes({ action }: HopRecord, path: string): Difference | undefined {
  return action === 'finish'
    ? undefined
    : { path: `${path}.action`, recorded: action, computed: 'finish' }
}

function differsFrom({ action, why }: HopRecord, step: Step, path: string): Difference | undefined {
  if (action !== step.action) {
    return { path: `${path}.action`, recorded: action, computed: step.action }
  }
  return why === step.why ? undefined : { path: `${path}.why`, recorded: why, computed: step.why }
}

/** A hop after the walk has ended. */
function more(index: number): Difference {
  return { path: `$.hops[${index + 1}]`, recorded: 'another call', computed: undefined }
}

/** The plan goes on, and the record does not. */
function missing(index: number, { at }: WalkState, ranked: readonly Candidate[]): Difference {
  return { path: `$.hops[${index + 1}]`, recorded: undefined, computed: ranked[at]?.cid }
}
