import {
  numberAt,
  type OperatorOf,
  paramAt,
  rowOf,
  subtermAt,
  subtermsOf,
  textAt,
} from '../decide/admitted.ts'
import { clamped } from '../decide/score.ts'
import type { Term } from '../ir/term.ts'

/**
 * The greatest value that the transforms of a policy give `timeout_ms`, in milliseconds: the
 * longest that one attempt can take. Undefined where some candidate, or some request, may go
 * without one. `first_token_timeout_ms` bounds nothing: once the first token is there, the rest
 * may come as slowly as it likes.
 */
export function longestAttemptMs(xform: Term): number | undefined {
  const longest = after(xform, undefined)
  return longest === undefined ? undefined : Math.max(0, longest)
}

/** The greatest value after a transform, of the greatest value before it. */
type Step = (xform: Term, before: number | undefined) => number | undefined

function after(xform: Term, before: number | undefined): number | undefined {
  return rowOf(STEPS, xform)(xform, before)
}

const kept: Step = (_, before) => before

const STEPS: Readonly<Record<OperatorOf<'Xform'>, Step>> = {
  id: kept,
  seq: (xform, before) => subtermsOf(xform).reduce((value, step) => after(step, value), before),
  set_param: (xform, before) => {
    if (!isTimeout(xform)) return before
    const value = paramAt(xform, 2)
    return typeof value === 'number' ? value : undefined
  },
  inject_seed: (xform, before) => (isTimeout(xform) ? undefined : before),
  clamp_param: (xform, before) =>
    isTimeout(xform) && before !== undefined
      ? clamped(before, numberAt(xform, 2), numberAt(xform, 3))
      : before,
  jitter: (xform, before) =>
    isTimeout(xform) && before !== undefined ? before + Math.abs(numberAt(xform, 2)) : before,
  filter_text: kept,
  filter_image: kept,
  // A host's own code may set anything.
  custom: () => undefined,
  when: (xform, before) => {
    const inside = after(subtermAt(xform, 2), before)
    if (before === undefined || inside === undefined) return undefined
    return Math.max(before, inside)
  },
}

function isTimeout(xform: Term): boolean {
  return textAt(xform, 1) === 'timeout_ms'
}
