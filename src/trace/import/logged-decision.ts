import type { DecisionRecord, Lack, RankedRecord, RejectedRecord } from '../record.ts'
import { recordedNumber } from '../recorded-number.ts'
import { countIn, listIn, member, nameIn, recordIn } from './members.ts'

export interface LoggedDecision {
  readonly record: DecisionRecord
  /** What of it the log holds in part only. */
  readonly lacks: readonly Lack[]
}

/**
 * The decision in a trace of the host: the first of those to try, and those rejected by reason.
 *
 * @param idOf the name of the candidate that an entry is about.
 */
export function loggedDecision(
  trace: unknown,
  idOf: (entry: unknown) => string | undefined,
): LoggedDecision {
  const entries = listIn(trace, 'ranked')
  const ranked = entries.flatMap((entry) => rankedRecord(entry, idOf) ?? [])
  const turnedDown = listIn(trace, 'rejected')
  const rejected = rejectedRecords(turnedDown, idOf)
  const named = rejected.reduce((sum, { candidates }) => sum + candidates.length, 0)
  const isRankedCut = (countIn(trace, 'ranked_total') ?? entries.length) > ranked.length
  const isRejectedCut = (countIn(trace, 'rejected_total') ?? turnedDown.length) > named
  return {
    record: { ranked, rejected },
    lacks: [
      ...(isRankedCut ? ['ranked' as const] : []),
      ...(isRejectedCut ? ['rejected' as const] : []),
    ],
  }
}

function rankedRecord(
  entry: unknown,
  idOf: (entry: unknown) => string | undefined,
): RankedRecord | undefined {
  const id = idOf(entry)
  const score = member(entry, 'score')
  return id === undefined || typeof score !== 'number'
    ? undefined
    : { id, score: recordedNumber(score) }
}

function rejectedRecords(
  entries: readonly unknown[],
  idOf: (entry: unknown) => string | undefined,
): readonly RejectedRecord[] {
  const groups = new Map<string, RejectedRecord['candidates'][number][]>()
  for (const entry of entries) {
    const reason = nameIn(entry, 'reason')
    const id = idOf(recordIn(entry, 'candidate'))
    if (reason === undefined || id === undefined) continue
    const group = groups.get(reason) ?? []
    groups.set(reason, group)
    group.push([id, null, null])
  }
  return [...groups].map(([reason, candidates]) => ({ reason, path: FILTER, candidates }))
}

/** Where the filter of a policy stands: the log does not say which part of it did not hold. */
const FILTER = '$[1]'
