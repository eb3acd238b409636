import type { RecordedNumber, RecordedValue } from './record.ts'

/** A number as a trace holds it: JSON has no infinities and no NaN. */
export function recordedNumber(value: number): RecordedNumber {
  if (Number.isFinite(value)) return value
  if (Number.isNaN(value)) return 'nan'
  return value > 0 ? 'inf' : '-inf'
}

export function recordedValue(value: number | boolean | string): RecordedValue {
  return typeof value === 'number' ? recordedNumber(value) : value
}
