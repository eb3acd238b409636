import { isRecord } from '../decide/decode-context.ts'

/** The first place where what a record says is not what was computed from it. */
export interface Difference {
  /** `$.decision.ranked[0].id`. */
  readonly path: string
  /** As recorded; undefined where the record has nothing there. */
  readonly recorded: unknown
  /** As computed; undefined where the record has something more. */
  readonly computed: unknown
}

/**
 * Compares in the order in which the computed value is laid out. Recursion goes as deep as the
 * computed value does, whatever was recorded.
 */
export function firstDifference(
  recorded: unknown,
  computed: unknown,
  path: string,
): Difference | undefined {
  if (recorded === computed) return undefined
  if (Array.isArray(computed) && Array.isArray(recorded)) {
    for (let i = 0; i < Math.max(computed.length, recorded.length); i++) {
      if (recorded[i] === computed[i] && i < computed.length && i < recorded.length) continue
      if (i >= computed.length || i >= recorded.length) {
        return { path: `${path}[${i}]`, recorded: recorded[i], computed: computed[i] }
      }
      const found = firstDifference(recorded[i], computed[i], `${path}[${i}]`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (isRecord(computed) && isRecord(recorded)) {
    for (const name in computed) {
      if (computed[name] === undefined) continue
      const own = Object.hasOwn(recorded, name) ? recorded[name] : undefined
      if (own === computed[name]) continue
      const found = firstDifference(own, computed[name], `${path}.${name}`)
      if (found !== undefined) return found
    }
    for (const name in recorded) {
      const isMore = !Object.hasOwn(computed, name) || computed[name] === undefined
      if (isMore) return { path: `${path}.${name}`, recorded: recorded[name], computed: undefined }
    }
    return undefined
  }
  return { path, recorded, computed }
}

/** Whether {@link firstDifference} finds none, told without saying where. */
export function isSame(recorded: unknown, computed: unknown): boolean {
  if (recorded === computed) return true
  if (Array.isArray(computed)) {
    return Array.isArray(recorded) && isSameList(recorded, computed)
  }
  return isRecord(computed) && isRecord(recorded) && isSameRecord(recorded, computed)
}

function isSameList(recorded: readonly unknown[], computed: readonly unknown[]): boolean {
  if (recorded.length !== computed.length) return false
  for (let i = 0; i < computed.length; i++) {
    if (recorded[i] !== computed[i] && !isSame(recorded[i], computed[i])) return false
  }
  return true
}

type Members = { readonly [name: string]: unknown }

function isSameRecord(recorded: Members, computed: Members): boolean {
  let more = 0
  for (const name in computed) {
    const value = computed[name]
    if (value === undefined) continue
    const own = recorded[name]
    if (own !== value && !isSame(own, value)) return false
    if (!Object.hasOwn(recorded, name)) return false
    more -= 1
  }
  for (const _ in recorded) more += 1
  return more === 0
}
