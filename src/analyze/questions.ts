import { subtermAt, type Term } from '../ir/term.ts'
import { openSpace, type Region, type Space, type SpaceOptions } from './space.ts'
import type { Witness } from './witness.ts'

/**
 * The answer to a question about all candidates, requests and states there can be. It is exact;
 * unknown where the budget was spent. The witness is an example for a yes that says "some", or a
 * counterexample for a no that says "not all".
 */
export type Answer =
  | { readonly kind: 'yes'; readonly witness?: Witness }
  | { readonly kind: 'no'; readonly witness?: Witness }
  | { readonly kind: 'unknown' }

/** Whether the filter holds for some candidate, with such a one. */
export function satisfiable(pred: Term, options: SpaceOptions): Answer {
  const space = openSpace([pred], options)
  const region = space.of(pred)
  const empty = space.isEmpty(region)
  if (empty === undefined) return { kind: 'unknown' }
  return empty ? { kind: 'no' } : { kind: 'yes', ...found(space, region) }
}

/** Whether the filter holds for every candidate; if not, one for which it does not. */
export function tautology(pred: Term, options: SpaceOptions): Answer {
  const space = openSpace([pred], options)
  return nothingIn(space, space.not(space.of(pred)))
}

/** Whether `b` holds wherever `a` does; if not, a candidate for which only `a` holds. */
export function implies(a: Term, b: Term, options: SpaceOptions): Answer {
  const space = openSpace([a, b], options)
  return nothingIn(space, space.minus(space.of(a), space.of(b)))
}

/**
 * Whether a policy, an admitted term, lets nothing pass but what the envelope of a host allows: then
 * composing both changes no decision. If not, a candidate that the envelope keeps from it.
 */
export function liesWithin(policy: Term, envelope: Term, options: SpaceOptions): Answer {
  if (policy[0] !== 'policy') throw new Error(`not a policy: ${policy[0]}`)
  return implies(subtermAt(policy, 1), envelope, options)
}

/** Whether both hold for the same candidates; if not, one for which exactly one of them does. */
export function equivalent(a: Term, b: Term, options: SpaceOptions): Answer {
  const space = openSpace([a, b], options)
  const [inA, inB] = [space.of(a), space.of(b)]
  const first = nothingIn(space, space.minus(inA, inB))
  return first.kind === 'no' ? first : worse(first, nothingIn(space, space.minus(inB, inA)))
}

/** Whether the filters never hold together; if they can, a candidate for which both do. */
export function disjoint(a: Term, b: Term, options: SpaceOptions): Answer {
  const space = openSpace([a, b], options)
  return nothingIn(space, space.and(space.of(a), space.of(b)))
}

function nothingIn(space: Space, region: Region): Answer {
  const empty = space.isEmpty(region)
  if (empty === undefined) return { kind: 'unknown' }
  return empty ? { kind: 'yes' } : { kind: 'no', ...found(space, region) }
}

function found(space: Space, region: Region): { readonly witness?: Witness } {
  const witness = space.witness(region)
  return witness === undefined ? {} : { witness }
}

function worse(first: Answer, second: Answer): Answer {
  return second.kind === 'yes' ? first : second
}
