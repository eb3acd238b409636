import type { Candidate } from '../catalog/candidate.ts'
import type { Context } from '../decide/context.ts'
import type { Decision, Ranked, Rejected } from '../decide/evaluator.ts'
import { plan } from '../decide/plan.ts'
import { refusalOf } from '../decide/refusal.ts'
import type { Term } from '../ir/term.ts'
import type { DecisionRecord, RankedRecord, RejectedRecord } from './record.ts'
import { recordedNumber, recordedValue } from './recorded-number.ts'

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
export function recordedDecision(ground: Ground): RecordedDecision {
  const decision = plan(ground.policy, ground.candidates, ground.context)
  return { decision, record: decisionRecord(decision, ground) }
}

/** What a receipt says of a decision. */
export function decisionRecord(decision: Decision, ground: Ground): DecisionRecord {
  const leftOut = leftOutOf(decision, ground.candidates)
  return {
    ranked: decision.ranked.map(rankedRecord),
    ...(leftOut.length > 0 && { left_out: leftOut }),
    rejected: rejectedRecords(decision.rejected, ground),
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
  const seen = new Set([...ranked, ...rejected].map(({ candidate }) => candidate))
  return candidates.filter((each) => !seen.has(each)).map(({ cid }) => cid)
}

type Draft = RejectedRecord & { readonly candidates: RejectedRecord['candidates'][number][] }

/** By what decided, in the order in which it first decided. */
function rejectedRecords(
  rejected: readonly Rejected[],
  { policy, context }: Ground,
): readonly RejectedRecord[] {
  const groups = new Map<string, Draft>()
  for (const { candidate, reason } of rejected) {
    const refusal = refusalOf(policy, candidate, context)
    if (refusal === undefined) throw new Error('a candidate that is rejected is refused')
    const { path, part } = refusal
    const bound = part?.bound
    const key = `${path} ${part?.path ?? ''} ${reason} ${part?.subject ?? ''} ${bound ?? ''}`
    let group = groups.get(key)
    if (group === undefined) {
      group = {
        reason,
        path,
        ...(part !== undefined && part.path !== path && { part: part.path }),
        ...(part !== undefined && { subject: part.subject }),
        ...(bound !== undefined && { wanted: recordedValue(bound) }),
        candidates: [],
      }
      groups.set(key, group)
    }
    const observed = part?.observed
    group.candidates.push([
      candidate.cid,
      observed === undefined ? null : recordedValue(observed),
      finite(part?.miss?.relative),
    ])
  }
  return [...groups.values()]
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
