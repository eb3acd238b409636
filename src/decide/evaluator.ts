import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import type { Context } from './context.ts'
import type { Verdict } from './pred.ts'
import type { Scored } from './select.ts'

/**
 * What it takes to evaluate terms. There are two: the reference, which reads like the meaning of
 * the operations, and the kernels, which are fast. One test suite holds both, and random terms
 * hold them equal.
 *
 * Candidates stand in the order in which ties resolve. Terms are admitted under the vocabulary of
 * the context; they are normalized here, since the normal form is what has a meaning.
 */
export interface Evaluator {
  readonly verdicts: Evaluate<Term, Candidate, Verdict>
  readonly scores: Evaluate<Term, Candidate, number>
  readonly order: Evaluate<Term, Scored, Scored>
  readonly decide: (policy: Term, candidates: readonly Candidate[], context: Context) => Decision
}

type Evaluate<Of, From, To> = (term: Of, from: readonly From[], context: Context) => readonly To[]

/** What a policy decided: who is tried, in that order, and who is not, in candidate order. */
export interface Decision {
  readonly ranked: readonly Ranked[]
  readonly rejected: readonly Rejected[]
}

export interface Ranked extends Scored {
  /** From 1, the candidate that is tried first. */
  readonly position: number
  /**
   * True when nothing but the order of the candidates decided: a neighbour, be it the first one
   * that a limit cut off, has the same score and stands on the same side of every preference.
   */
  readonly tied: boolean
}

export interface Rejected {
  readonly candidate: Candidate
  /** The first part of the filter that does not hold, as the wire format names it. */
  readonly reason: string
}
