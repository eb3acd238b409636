import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import { numberAt, subtermAt } from './admitted.ts'
import type { Context } from './context.ts'
import { verdict } from './pred.ts'
import { pathInto } from './reading.ts'
import { order, type Scored } from './select.ts'

/** What one operation of a selector did with a candidate. */
export interface SelectionStep {
  /** The place of the operation in the normalized policy: `$.policy[3].top_k[2]`. */
  readonly path: Path
  readonly term: Term
  /** The candidate's place after it, from 1; undefined where it dropped the candidate. */
  readonly position: number | undefined
  /** How many candidates are left after it. */
  readonly left: number
  /** Of `prefer`: whether the candidate is on the preferred side. */
  readonly preferred: boolean | undefined
  /** Of `top_k`: how many it keeps. */
  readonly limit: number | undefined
}

export interface Selected {
  readonly scored: readonly Scored[]
  readonly candidate: Candidate
  readonly context: Context
}

/** The operations of a normalized selector in the order in which they work, innermost first. */
export function readSelection(
  selector: Term,
  path: Path,
  selected: Selected,
): readonly SelectionStep[] {
  const { scored, candidate, context } = selected
  const [op] = selector
  const inner =
    op === 'prefer' || op === 'top_k'
      ? readSelection(subtermAt(selector, 2), pathInto(path, selector, 2), selected)
      : []
  const after = order(selector, scored, context)
  const place = after.findIndex((entry) => entry.candidate === candidate)
  const step: SelectionStep = {
    path,
    term: selector,
    position: place === -1 ? undefined : place + 1,
    left: after.length,
    preferred:
      op === 'prefer' ? verdict(subtermAt(selector, 1), candidate, context) === true : undefined,
    limit: op === 'top_k' ? numberAt(selector, 1) : undefined,
  }
  return [...inner, step]
}
