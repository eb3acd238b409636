import type { Keyed } from '../../decide/context.ts'
import { isRecord } from '../../decide/decode-context.ts'

/** The own member of a value from outside; undefined where it is no record or has none. */
export function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** A text of a length that names have. */
export function nameIn(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' && found !== '' && found.length <= LONGEST_NAME
    ? found
    : undefined
}

const LONGEST_NAME = 256

export function recordIn(value: unknown, name: string): Keyed<unknown> | undefined {
  const found = member(value, name)
  return isRecord(found) ? found : undefined
}

/** A list. The host writes an empty one as `{}`, since its tables do not tell the two apart. */
export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name)
  return Array.isArray(found) ? found : []
}

/** A number that is finite and not below 0. */
export function amountIn(value: unknown, name: string): number | undefined {
  const found = member(value, name)
  return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : undefined
}

/** A whole number that is not below 0. */
export function countIn(value: unknown, name: string): number | undefined {
  const found = amountIn(value, name)
  return Number.isSafeInteger(found) ? found : undefined
}
