import { normalize } from './normalize.ts'
import { subtermAt, type Term } from './term.ts'

/**
 * The policy as a host runs it: the host's envelope, a predicate, and-ed to the policy's filter,
 * in normal form. A caller can narrow what the host allows, never widen it. The identity of the
 * result is the effective one; the caller's own is that of `policy`.
 */
export function compose(policy: Term, envelope: Term): Term {
  const [op, filter, ...rest] = policy
  if (op !== 'policy' || filter === undefined) throw new Error(`not a policy: ${op}`)
  return normalize([op, ['and', subtermAt(policy, 1), envelope], ...rest])
}
