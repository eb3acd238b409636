import type { Candidate } from '../catalog/candidate.ts'
import type { Context } from '../decide/context.ts'
import type { Decision, Ranked } from '../decide/evaluator.ts'
import { refusalOf } from '../decide/refusal.ts'
import { judgedBy, type Refused } from '../decide/refusals.ts'
import type { Term } from '../ir/term.ts'
import type { DecisionRecord, RankedRecord } from './record.ts'
import { recordedNumber } from './recorded-number.ts'
import { rejectedRecords } from './rejected-records.ts'

/** A decision, and what a receipt says of it. */
export interface RecordedDecision {
  readonly decision: Decision
  readonly record: DecisionRecord
}

/** What a decision is made from. */
export interface Ground {
  /** An admitted policy. */
  readonly policy: Term
  /** In the order of `candidatesOf`. */
  readonly candidates: readonly Candidate[]
  readonly context: Context
}

/** Decides, and records who is tried, who is not, and what was seen of those that are not. */
export function recordedDecision({ policy, candidates, context }: Ground): RecordedDecision {
  const { decision, refused } = judgedBy(policy, candidates, context)
  return { decision, record: recordOf(decision, refused, candidates) }
}

/** The same in plain form, candidate by candidate: what a receipt says of a decision. */
export function decisionRecord(
  decision: Decision,
  { policy, candidates, context }: Ground,
): DecisionRecord {
  const refused = candidates.flatMap((candidate, row) => {
    const refusal = refusalOf(policy, candidate, context)
    return refusal === undefined ? [] : [{ rows: [row], refusals: [refusal] }]
  })
  const all = {
    rows: refused.flatMap(({ rows }) => rows),
    refusals: refused.flatMap(({ refusals }) => refusals),
  }
  return recordOf(decision, [all], candidates)
}

function recordOf(
  decision: Decision,
  refused: readonly Refused[],
  candidates: readonly Candidate[],
): DecisionRecord {
  const leftOut = leftOutOf(decision, candidates)
  return {
    ranked: decision.ranked.map(rankedRecord),
    ...(leftOut.length > 0 && { left_out: leftOut }),
    rejected: rejectedRecords(refused, candidates),
  }
}

function rankedRecord({ candidate, score, tied }: Ranked): RankedRecord {
  return { id: candidate.cid, score: recordedNumber(score), ...(tied && { tied }) }
}

function leftOutOf(
  { ranked, rejected }: Decision,
  candidates: readonly Candidate[],
): readonly string[] {
  if (ranked.length + rejected.length === candidates.length) return []
  const tried = new Set(ranked.map(({ candidate }) => candidate))
  const left: string[] = []
  // Those that are rejected stand in the order of the candidates.
  let next = 0
  for (const candidate of candidates) {
    if (candidate === rejected[next]?.candidate) next += 1
    else if (!tried.has(candidate)) left.push(candidate.cid)
  }
  return left
}
