import { isRecord } from '../../../decide/decode-context.ts'
import type {
  DecisionRecord,
  RankedRecord,
  RecordedNumber,
  RecordedValue,
  RejectedRecord,
} from '../../../trace/index.ts'

/** What can be read of a recorded decision, whatever stands there; the rest is left out. */
export function readableDecision(recorded: unknown): DecisionRecord {
  const { ranked, left_out, rejected } = isRecord(recorded) ? recorded : {}
  return {
    ranked: listOf(ranked, rankedOf),
    left_out: listOf(left_out, (id) => (typeof id === 'string' ? id : undefined)),
    rejected: listOf(rejected, rejectedOf),
  }
}

function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): readonly T[] {
  return Array.isArray(value) ? value.map(read).filter((item) => item !== undefined) : []
}

function rankedOf(value: unknown): RankedRecord | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  const { id, score, tied } = value
  const isScore = typeof score === 'number' || isNoNumber(score)
  return { id, score: isScore ? score : 'nan', ...(tied === true && { tied }) }
}

function isNoNumber(value: unknown): value is Exclude<RecordedNumber, number> {
  return value === 'inf' || value === '-inf' || value === 'nan'
}

function rejectedOf(value: unknown): RejectedRecord | undefined {
  if (!isRecord(value)) return undefined
  const { reason, path, subject, wanted } = value
  return {
    reason: typeof reason === 'string' ? reason : 'unknown',
    path: typeof path === 'string' ? path : '$',
    ...(typeof subject === 'string' && { subject }),
    ...(isValue(wanted) && { wanted }),
    candidates: listOf(value.candidates, missOf),
  }
}

function missOf(value: unknown): RejectedRecord['candidates'][number] | undefined {
  if (!Array.isArray(value)) return undefined
  const [id, observed, miss] = value
  if (typeof id !== 'string') return undefined
  return [id, isValue(observed) ? observed : null, typeof miss === 'number' ? miss : null]
}

function isValue(value: unknown): value is RecordedValue {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
