import type { Candidate } from '../catalog/candidate.ts'
import type { Refusal } from '../decide/refusal.ts'
import type { Refused } from '../decide/refusals.ts'
import type { RejectedRecord } from './record.ts'
import { recordedValue } from './recorded-number.ts'

/** Those that a decision rejects, by what decided, in the order in which it first decided. */
export function rejectedRecords(
  refused: readonly Refused[],
  candidates: readonly Candidate[],
): readonly RejectedRecord[] {
  const groups = refused.flatMap((one) => groupsOf(one, candidates))
  return groups.sort((a, b) => a.firstRow - b.firstRow).map(({ record }) => record)
}

/** Candidates that the same thing decided against. */
interface Group {
  readonly firstRow: number
  readonly record: RejectedRecord
}

/** Most of what decisions refuse they refuse alike. */
const known = new WeakMap<Refused, readonly Group[]>()

function groupsOf(refused: Refused, candidates: readonly Candidate[]): readonly Group[] {
  const before = known.get(refused)
  if (before !== undefined) return before
  const groups = new Map<string, Draft>()
  for (const [i, refusal] of refused.refusals.entries()) {
    const row = refused.rows[i] ?? 0
    const { key, entry } = noteOf(refusal, candidates[row]?.cid ?? '')
    const group = groups.get(key) ?? { firstRow: row, refusal, entries: [] }
    groups.set(key, group)
    group.entries.push(entry)
  }
  const made = [...groups.values()].map(({ firstRow, refusal, entries }) => ({
    firstRow,
    record: groupRecord(refusal, entries),
  }))
  known.set(refused, made)
  return made
}

interface Draft {
  readonly firstRow: number
  /** Of the first of them. */
  readonly refusal: Refusal
  readonly entries: Entry[]
}

type Entry = RejectedRecord['candidates'][number]

interface Note {
  /** The same for those that are told together. */
  readonly key: string
  readonly entry: Entry
}

/** A refusal is of one candidate, and may come up again. */
const notes = new WeakMap<Refusal, Note>()

function noteOf(refusal: Refusal, cid: string): Note {
  const before = notes.get(refusal)
  if (before !== undefined) return before
  const { reason, path, part } = refusal
  const key = `${path} ${part?.path ?? ''} ${reason} ${part?.subject ?? ''} ${part?.bound ?? ''}`
  const note = { key, entry: entryOf(refusal, cid) }
  notes.set(refusal, note)
  return note
}

function groupRecord(
  { reason, path, part }: Refusal,
  candidates: readonly Entry[],
): RejectedRecord {
  const bound = part?.bound
  return {
    reason,
    path,
    ...(part !== undefined && part.path !== path && { part: part.path }),
    ...(part !== undefined && { subject: part.subject }),
    ...(bound !== undefined && { wanted: recordedValue(bound) }),
    candidates,
  }
}

function entryOf({ part }: Refusal, cid: string): Entry {
  const observed = part?.observed
  const seen = observed === undefined ? null : recordedValue(observed)
  return [cid, seen, finite(part?.miss?.relative)]
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
