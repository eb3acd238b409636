import type { Term } from '../ir/term.ts'
import { numberAt, subtermAt } from './admitted.ts'

/** A selector taken apart: how far its outermost limits reach, and what orders below them. */
export interface Selection {
  /** How many of the order are kept; infinite without a `top_k` outside. */
  readonly limit: number
  /** The selector below the outermost limits. */
  readonly uncut: Term
  /** The predicates of the preferences, the outermost first. */
  readonly preferences: readonly Term[]
  /** The operation that all others stand around: it decides what equal scores mean. */
  readonly innermost: Term
  /** True when a `top_k` stands inside a preference. */
  readonly cutsInside: boolean
}

export function selectionOf(selector: Term): Selection {
  let uncut = selector
  let limit = Number.POSITIVE_INFINITY
  for (; uncut[0] === 'top_k'; uncut = subtermAt(uncut, 2)) {
    limit = Math.min(limit, numberAt(uncut, 1))
  }
  const preferences: Term[] = []
  let cutsInside = false
  let innermost = uncut
  for (; innermost.length === 3; innermost = subtermAt(innermost, 2)) {
    if (innermost[0] === 'prefer') preferences.push(subtermAt(innermost, 1))
    else cutsInside = true
  }
  return { limit, uncut, preferences, innermost, cutsInside }
}

/** Whether candidates of equal score are in no order but their own below this selector. */
export function leavesTies({ innermost }: Selection): boolean {
  return innermost[0] === 'argmax' || innermost[0] === 'chain'
}
