import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import { concede } from './concede.ts'
import type { Context } from './context.ts'
import type { Ranked } from './evaluator.ts'
import type { Subject } from './look.ts'
import { normalized } from './normalized.ts'
import { standing } from './plan.ts'
import { verdict } from './pred.ts'
import { type AtomReading, nearestPart, type Reading, readPred } from './reading.ts'
import { REFERENCE, stagesOf } from './reference.ts'
import { type Change, changesFor, relaxed } from './relax.ts'
import { scores } from './score.ts'
import { readScore, type ScoreReading } from './score-reading.ts'
import { readSelection, type SelectionStep } from './selection-reading.ts'

/** A decision that somebody asks about. */
export interface Question {
  /** An admitted policy. */
  readonly policy: Term
  readonly candidates: readonly Candidate[]
  readonly context?: Context
}

/** Why a policy treats a candidate as it does. Paths are places in the normalized policy. */
export interface Explanation {
  readonly candidate: Candidate
  readonly outcome: Outcome
  /** The whole filter, as read for the candidate. */
  readonly filter: Reading
  /** Its score, part by part; undefined where the filter does not let it pass. */
  readonly score: ScoreReading | undefined
  /** What each operation of the selector did with it, innermost first. */
  readonly selection: readonly SelectionStep[]
}

export type Outcome = RankedOutcome | DroppedOutcome | RejectedOutcome

/** It is tried, in that place. */
export interface RankedOutcome {
  readonly kind: 'ranked'
  readonly rank: Ranked
  /** How many candidates are ranked. */
  readonly of: number
  /** Who is tried first; the candidate itself at position 1. */
  readonly first: Ranked
}

/** It passed the filter, and an operation of the selector left it out. */
export interface DroppedOutcome {
  readonly kind: 'dropped'
  readonly by: SelectionStep
}

/** The filter does not let it pass. */
export interface RejectedOutcome {
  readonly kind: 'rejected'
  /** As the wire format names it. */
  readonly reason: string
  /** The part that decided: the first, in normal form order, that does not hold. */
  readonly decidedBy: Path
  /** The part that came nearest to being as wanted: the smallest miss, as a share of its bound. */
  readonly nearest: AtomReading | undefined
  /** The fewest changes that would let it pass; undefined where no change of parts does. */
  readonly relaxation: Relaxation | undefined
}

export interface Relaxation {
  readonly changes: readonly Change[]
  /** The filter after the changes, in normal form. It has been seen to hold for the candidate. */
  readonly filter: Term
  /** The context after the concessions of the request; the one of the question without any. */
  readonly context: Context
}

/**
 * Explains what a policy does with one of the candidates, or undefined where none has that id.
 * Everything in it comes from the reference evaluator.
 */
export function explain(question: Question, cid: string): Explanation | undefined {
  const { context = {} } = question
  const policy = normalized(question.policy)
  const candidates = standing(question.candidates, context)
  const candidate = candidates.find((each) => each.cid === cid)
  if (candidate === undefined) return undefined
  const [filterTerm, scorer, selector] = stagesOf(policy)
  const subject = { candidate, context }
  const filter = readFilter(filterTerm, subject)
  if (!filter.holds) {
    const outcome = rejected(filter, subject)
    return { candidate, outcome, filter, score: undefined, selection: [] }
  }
  const population = candidates.filter((each) => verdict(filterTerm, each, context) === true)
  const contestant = { population, index: population.indexOf(candidate), context }
  const score = readScore(scorer, SCORER, contestant)
  const values = scores(scorer, population, context)
  const scored = population.map((each, i) => ({ candidate: each, score: values[i] ?? Number.NaN }))
  const selection = readSelection(selector, SELECTOR, { scored, candidate, context })
  const { ranked } = REFERENCE.decide(policy, candidates, context)
  return { candidate, outcome: placed(candidate, ranked, selection), filter, score, selection }
}

const FILTER: Path = '$.policy[1]'
const SCORER: Path = '$.policy[2]'
const SELECTOR: Path = '$.policy[3]'

/** The filter of a normalized policy, as read for a candidate. */
export function readFilter(filter: Term, subject: Subject): Reading {
  return readPred(filter, { path: FILTER, wanted: true }, subject)
}

function placed(
  candidate: Candidate,
  ranked: readonly Ranked[],
  selection: readonly SelectionStep[],
): Outcome {
  const rank = ranked.find((each) => each.candidate === candidate)
  const [first] = ranked
  if (rank !== undefined && first !== undefined) {
    return { kind: 'ranked', rank, of: ranked.length, first }
  }
  const by = selection.find(({ position }) => position === undefined)
  if (by === undefined) throw new Error('a candidate that no step dropped is ranked')
  return { kind: 'dropped', by }
}

function rejected(filter: Reading, subject: Subject): RejectedOutcome {
  const reason = verdict(filter.term, subject.candidate, subject.context)
  if (reason === true) throw new Error('a filter that holds rejects nobody')
  return {
    kind: 'rejected',
    reason,
    decidedBy: decider(filter).path,
    nearest: nearestPart(filter),
    relaxation: relaxationOf(filter, subject),
  }
}

/** Follows the first failing part of each `and`; of an `or` every part failed, so it decided. */
function decider(reading: Reading): Reading {
  if (reading.kind === 'atom' || reading.term[0] !== 'and') return reading
  const failing = reading.parts.find(({ holds, wanted }) => holds !== wanted)
  return failing === undefined ? reading : decider(failing)
}

/** Beyond so many changes none is weighed again: nobody takes the advice, and it takes long. */
const MOST_WEIGHED = 64

function relaxationOf(filter: Reading, subject: Subject): Relaxation | undefined {
  const all = relaxationBy(changesFor(filter, subject), filter, subject)
  if (all === undefined || all.changes.length > MOST_WEIGHED) return all
  // A concession to one `meets_req` may make a change elsewhere needless.
  return all.changes.reduce<Relaxation>((least, change) => {
    const others = least.changes.filter((each) => each !== change)
    return relaxationBy(others, filter, subject) ?? least
  }, all)
}

/** The relaxation by these changes, if the candidate then passes. */
function relaxationBy(
  changes: readonly Change[],
  filter: Reading,
  subject: Subject,
): Relaxation | undefined {
  const after = normalized(relaxed(filter.term, filter.path, changes))
  const concessions = changes.filter((change) => change.kind === 'concession')
  const request = concede(subject.context.request ?? {}, concessions)
  const context = concessions.length === 0 ? subject.context : { ...subject.context, request }
  const passes = verdict(after, subject.candidate, context) === true
  return passes ? { changes, filter: after, context } : undefined
}
