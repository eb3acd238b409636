/**
 * Reads values made outside this program: whatever JSON can express is plain, and so are its likes
 * from another realm, whose prototypes are other objects. A getter is not called and counts as
 * nothing; so does what a proxy answers by throwing. Hence a guard narrows to `object` alone: an
 * outside value is read through here or not at all.
 */

/** True for an ordinary array: no subclass, no array-like. It may still have holes. */
export function isPlainArray(value: unknown): value is object {
  try {
    if (!Array.isArray(value)) return false
    const prototype: unknown = Object.getPrototypeOf(value)
    // The prototype of ordinary arrays is itself an array; that of a subclass is not.
    return prototype === Array.prototype || Array.isArray(prototype)
  } catch {
    return false
  }
}

/** The length of an array that passed {@link isPlainArray}. */
export function lengthOf(array: object): number {
  const length = ownValue(array, 'length')
  return typeof length === 'number' ? length : 0
}

/** The entries of an ordinary object in the order written, or undefined for anything else. */
export function plainEntries(value: unknown): readonly PlainEntry[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  try {
    if (Array.isArray(value)) return undefined
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return undefined
    const keys = Reflect.ownKeys(value).filter((key) => typeof key === 'string')
    return keys.map((key) => [key, ownValue(value, key)])
  } catch {
    return undefined
  }
}

export type PlainEntry = readonly [key: string, value: unknown]

/** The own value at a key or index; undefined for a hole and for a getter. */
export function ownValue(holder: object, key: string | number): unknown {
  try {
    return Object.getOwnPropertyDescriptor(holder, key)?.value
  } catch {
    return undefined
  }
}
