import { entryOf } from './context.ts'
import { isRecord } from './decode-context.ts'
import { numberOf } from './vector-input.ts'

/** Whether a computed value is the expected one, given as JSON. Numbers must be the same double. */
export function agrees(expected: unknown, actual: unknown): boolean {
  return agree(expected, actual, (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b)))
}

/** As {@link agrees}, for scores: hosts may differ in the last bits. */
export function agreesNearly(expected: unknown, actual: unknown): boolean {
  return agree(expected, actual, isNear)
}

const TOLERANCE = 1e-12

function isNear(a: number, b: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  const gap = Math.abs(a - b)
  // An infinity is near nothing but itself.
  return gap <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b)) && gap !== Number.POSITIVE_INFINITY
}

function agree(
  expected: unknown,
  actual: unknown,
  same: (a: number, b: number) => boolean,
): boolean {
  if (typeof actual === 'number') {
    const number = numberOf(expected)
    return number !== undefined && same(number, actual)
  }
  // An empty list and an empty record are one thing on the wire.
  if (isEmpty(expected) && isEmpty(actual)) return true
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return (
      expected.length === actual.length && expected.every((item, i) => agree(item, actual[i], same))
    )
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = Object.keys(expected)
    return (
      keys.length === Object.keys(actual).length &&
      keys.every(
        (key) => Object.hasOwn(actual, key) && agree(expected[key], entryOf(actual, key), same),
      )
    )
  }
  return expected === actual
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
