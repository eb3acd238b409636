import type { Candidate } from '../catalog/candidate.ts'
import type { Context } from '../decide/context.ts'
import type { Decision, Ranked, Rejected } from '../decide/evaluator.ts'
import { plan } from '../decide/plan.ts'
import { type Refusal, refusalOf } from '../decide/refusal.ts'
import { type Refusals, refusalsOf } from '../decide/refusals.ts'
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
  const { policy, candidates, context } = ground
  const decision = plan(policy, candidates, context)
  const refusals = refusalsOf(policy, candidates, context)
  return { decision, record: recordOf(decision, ground, refusals) }
}

/** The same in plain form: what a receipt says of a decision. */
export function decisionRecord(decision: Decision, ground: Ground): DecisionRecord {
  const { policy, candidates, context } = ground
  return recordOf(decision, ground, (row) => {
    const candidate = candidates[row]
    return candidate && refusalOf(policy, candidate, context)
  })
}

function recordOf(decision: Decision, { candidates }: Ground, refusals: Refusals): DecisionRecord {
  const leftOut = leftOutOf(decision, candidates)
  return {
    ranked: decision.ranked.map(rankedRecord),
    ...(leftOut.length > 0 && { left_out: leftOut }),
    rejected: rejectedRecords(decision.rejected, candidates, refusals),
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

/** By what decided, in the order in which it first decided. */
function rejectedRecords(
  rejected: readonly Rejected[],
  candidates: readonly Candidate[],
  refusals: Refusals,
): readonly RejectedRecord[] {
  const groups = new Map<string, Group>()
  let row = -1
  for (const { candidate } of rejected) {
    // Both lists are in the same order.
    do row += 1
    while (row < candidates.length && candidates[row] !== candidate)
    const refusal = refusals(row)
    if (refusal === undefined) throw new Error('a candidate that is rejected is refused')
    const { key, entry } = traitsOf(refusal, candidate)
    let group = groups.get(key)
    if (group === undefined) {
      group = { refusal, entries: [] }
      groups.set(key, group)
    }
    group.entries.push(entry)
  }
  return [...groups.values()].map(groupRecord)
}

/** Candidates that the same thing decided against, with the refusal of the first of them. */
interface Group {
  readonly refusal: Refusal
  readonly entries: RejectedEntry[]
}

type RejectedEntry = RejectedRecord['candidates'][number]

function groupRecord({ refusal: { reason, path, part }, entries }: Group): RejectedRecord {
  const bound = part?.bound
  return {
    reason,
    path,
    ...(part !== undefined && part.path !== path && { part: part.path }),
    ...(part !== undefined && { subject: part.subject }),
    ...(bound !== undefined && { wanted: recordedValue(bound) }),
    candidates: entries,
  }
}

/** What a refusal is told by, and with which others it is told. */
interface Traits {
  readonly key: string
  readonly entry: RejectedEntry
}

/** A refusal is of one candidate of one list, and is kept while it says the same. */
const traits = new WeakMap<Refusal, Traits>()

function traitsOf(refusal: Refusal, candidate: Candidate): Traits {
  const known = traits.get(refusal)
  if (known !== undefined) return known
  const { reason, path, part } = refusal
  const observed = part?.observed
  const made: Traits = {
    key: `${path} ${part?.path ?? ''} ${reason} ${part?.subject ?? ''} ${part?.bound ?? ''}`,
    entry: [
      candidate.cid,
      observed === undefined ? null : recordedValue(observed),
      finite(part?.miss?.relative),
    ],
  }
  traits.set(refusal, made)
  return made
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
