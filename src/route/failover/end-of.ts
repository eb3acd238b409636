import type { RunState, Turn } from './run-state.ts'
import type { Ending, LeftCall } from './run-step.ts'

/** How and why a run ends, and the call that ended with it, if one did. */
export interface End extends Pick<Ending, 'why' | 'outcome'> {
  readonly left?: LeftCall | undefined
}

/** Ends a run. */
export function endOf(state: RunState, { why, outcome, left }: End): Turn {
  const { hops, cause } = state
  const retryAfterMs = leastWait(state)
  const ending: Ending = {
    outcome,
    why,
    hops,
    ...(cause !== undefined && { cause }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
  return {
    state: { ...state, phase: { kind: 'over' } },
    step: { kind: 'finish', ending, ...(left !== undefined && { left }) },
  }
}

/** From the last failure until the first rate limit ends, in milliseconds. */
function leastWait({ freeMs, hops }: RunState): number | undefined {
  if (freeMs.size === 0) return undefined
  const endMs = hops.at(-1)?.end_ms ?? 0
  return Math.max(0, Math.min(...freeMs.values()) - endMs)
}

/**
 * The ending of a request whose client left while the whole answer was on its way: the provider
 * has done its part, and the client does not have it.
 */
export function undelivered(ending: Ending): Ending {
  const last = ending.hops.at(-1)
  if (ending.outcome !== 'complete' || last === undefined) return ending
  const hops = [...ending.hops.slice(0, -1), { ...last, sent: 'part' } as const]
  return { ...ending, outcome: 'cancelled', why: 'client left', hops }
}
