import { minstd, streamSeed } from '../../../decide/minstd.ts'
import type { Fault } from './fault.ts'
import { matchesPattern, type Target } from './matches-pattern.ts'

/** Says, call after call, which fault meets it; at most one does. */
export type FaultScript = (target: Target) => Fault | undefined

/**
 * The faults in the order in which they are asked: the first that means the route and whose share
 * takes the call meets it. A fault counts the calls that it was asked about, so that a later one of
 * the same route gets those that an earlier one left. The same seed gives the same chances.
 */
export function faultScript(faults: readonly Fault[], seed: number): FaultScript {
  const scripted = faults.map((fault, index) => ({
    fault,
    takes: takerOf(fault, streamSeed(seed, `${index} ${fault.text}`)),
  }))
  return (target) =>
    scripted.find(({ fault, takes }) => matchesPattern(fault.pattern, target) && takes())?.fault
}

function takerOf({ share }: Fault, seed: number): () => boolean {
  const draw = minstd(seed)
  let calls = 0
  return () => {
    calls++
    switch (share.kind) {
      case 'all':
        return true
      case 'chance':
        return draw() < share.chance
      case 'first':
        return calls <= share.count
      case 'every':
        return calls % share.count === 0
    }
  }
}
