import { scaleDecimal } from '../base/decimal.ts'

/** Reads of data that came from elsewhere and may be anything. */
export type JsonRecord = { readonly [key: string]: unknown }

/** The record, or an empty one. */
export function recordOf(value: unknown): JsonRecord {
  return isJsonRecord(value) ? value : {}
}

export function isJsonRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member, if the record itself has it: `constructor` is a key like any other. */
export function member(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A whole number of 1 or more; lists write 0 for what they do not know. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

export function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** USD per million tokens of a price per million: a number, or decimal text, of 0 or more. */
export function pricePerMillion(value: unknown): number | undefined {
  return scaledPrice(value, 0)
}

/**
 * USD per million tokens of a price per token. The decimal digits are moved, never multiplied as
 * doubles: `"0.00000015"` and the number 1.5e-7 are exactly 0.15.
 */
export function pricePerToken(value: unknown): number | undefined {
  return scaledPrice(value, 6)
}

const DECIMAL = /^\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,3})?$/i

function scaledPrice(value: unknown, exponent: number): number | undefined {
  const digits = typeof value === 'number' ? String(value) : value
  if (typeof digits !== 'string' || !DECIMAL.test(digits)) return undefined
  const price = scaleDecimal(digits, { factor: 1n, exponent })
  return Number.isFinite(price) ? price : undefined
}

/** A record without the members that are undefined. */
export function known<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
