import { ok, type Result } from '../base/result.ts'
import { describeValue } from './describe-value.ts'
import { refuse } from './refuse.ts'
import type { Refusal } from './term.ts'

/** A finite number. -0 is admitted as 0, from which nothing in a term tells it apart. */
export function admitNumber(value: unknown): Result<number, Refusal> {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return refuse('UH8006', `expected a finite number, found ${describeValue(value)}`)
  }
  return ok(value === 0 ? 0 : value)
}

/** A whole number of at least 1. */
export function admitCount(value: unknown): Result<number, Refusal> {
  if (!Number.isInteger(value) || typeof value !== 'number' || value < 1) {
    return refuse('UH8007', `expected a whole number of at least 1, found ${describeValue(value)}`)
  }
  return ok(value)
}
