import type { HealthStore } from '../../../src/route/index.ts'

type Take = Parameters<HealthStore['watch']>[0]

/** A store of routers in one process. @param now milliseconds of any clock. */
export function inProcessStore(now: () => number): HealthStore {
  const kept = new Map<string, { readonly text: string; readonly untilMs: number }>()
  const watchers = new Set<Take>()
  return {
    put(name, text, forMs) {
      kept.set(name, { text, untilMs: now() + forMs })
      for (const take of watchers) take(name, text)
    },
    watch(take) {
      for (const [name, { text, untilMs }] of kept) if (now() < untilMs) take(name, text)
      watchers.add(take)
      return () => void watchers.delete(take)
    },
  }
}
