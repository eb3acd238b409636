import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import { subtermAt, subtermsOf } from './admitted.ts'
import type { Context } from './context.ts'
import type { Subject } from './look.ts'
import { normalized } from './normalized.ts'
import { verdict } from './pred.ts'
import { type AtomReading, nearestPart, pathInto, readPred } from './reading.ts'
import { stagesOf } from './reference.ts'

/** What decided against a candidate, down to the value that was seen. */
export interface Refusal {
  /** As the wire format names it. */
  readonly reason: string
  /** The first part of the filter that does not hold, in the normalized policy. */
  readonly path: Path
  readonly clause: Term
  /**
   * The part of it that came nearest to being as wanted, and how near; the part itself where it
   * looks at one thing. Undefined where nothing was looked at.
   */
  readonly part: AtomReading | undefined
}

/**
 * Why the filter of a policy refuses a candidate, or undefined where it lets it pass. It reads as
 * much of the filter as decided, so that it can be asked of every candidate of every decision.
 */
export function refusalOf(
  policy: Term,
  candidate: Candidate,
  context: Context,
): Refusal | undefined {
  const [filter] = stagesOf(normalized(policy))
  const found = firstFault(filter, '$.policy[1]', { candidate, context })
  if (found === undefined) return undefined
  const { pred, path, reason } = found
  const reading = readPred(pred, { path, wanted: true }, { candidate, context })
  return { reason, path, clause: pred, part: nearestPart(reading) }
}

interface Fault {
  readonly pred: Term
  readonly path: Path
  readonly reason: string
}

/** Follows the first part of each `and` that does not hold. */
function firstFault(pred: Term, path: Path, subject: Subject): Fault | undefined {
  const reason = verdict(pred, subject.candidate, subject.context)
  if (reason === true) return undefined
  if (pred[0] !== 'and') return { pred, path, reason }
  const children = subtermsOf(pred)
  const failing = children.findIndex(
    (child) => verdict(child, subject.candidate, subject.context) !== true,
  )
  return firstFault(subtermAt(pred, failing + 1), pathInto(path, pred, failing + 1), subject)
}
