import type { Keyed } from '../../decide/context.ts'
import { type Gate, NEVER_OPENED, shutUntil } from './gate.ts'

/** Gates by name, and which of them are shut. Each carries what is shown for it while it is. */
export interface GateBook<T> {
  /** One that was never opened where none is held. */
  readonly gateOf: (name: string) => Gate
  readonly put: (name: string, gate: Gate, shown: T) => void
  /** Another gate for a name that is held; what is shown for it stays. */
  readonly replace: (name: string, gate: Gate) => void
  readonly remove: (name: string) => void
  /** What is shown for those that are shut: the same object as long as these are the same. */
  readonly shut: (nowMs: number) => Keyed<T>
  readonly entries: () => ReadonlyMap<string, GateEntry<T>>
}

export interface GateEntry<T> {
  readonly gate: Gate
  readonly shown: T
}

export function openGateBook<T>(): GateBook<T> {
  const entries = new Map<string, GateEntry<T>>()
  let shown: Keyed<T> = Object.create(null)
  /** When the first of the shut ones is no longer; -Infinity where a gate was changed. */
  let staleAtMs = Number.POSITIVE_INFINITY
  const put = (name: string, gate: Gate, value: T): void => {
    entries.set(name, { gate, shown: value })
    staleAtMs = Number.NEGATIVE_INFINITY
  }
  return {
    gateOf: (name) => entries.get(name)?.gate ?? NEVER_OPENED,
    put,
    replace: (name, gate) => {
      const held = entries.get(name)
      if (held !== undefined) put(name, gate, held.shown)
    },
    remove: (name) => {
      if (entries.delete(name)) staleAtMs = Number.NEGATIVE_INFINITY
    },
    shut: (nowMs) => {
      if (nowMs < staleAtMs) return shown
      const next: Record<string, T> = Object.create(null)
      staleAtMs = Number.POSITIVE_INFINITY
      for (const [name, entry] of entries) {
        const untilMs = shutUntil(entry.gate, nowMs)
        if (untilMs === undefined) continue
        next[name] = entry.shown
        staleAtMs = Math.min(staleAtMs, untilMs)
      }
      if (!isSame(shown, next)) shown = next
      return shown
    },
    entries: () => entries,
  }
}

function isSame<T>(one: Keyed<T>, other: Keyed<T>): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  )
}
