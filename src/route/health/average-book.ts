import type { Keyed, Measurements } from '../../decide/context.ts'
import { averagesAfter, isSameMeasurement, measurementsOf, NOTHING_MEASURED } from './averages.ts'
import type { Ending } from './health.ts'
import type { Averages } from './health-report.ts'
import type { HealthSettings } from './health-settings.ts'

/** Averages by route, and what decisions read of them. */
export interface AverageBook {
  readonly averagesOf: (name: string) => Averages
  /** A call that says something of the provider has ended. */
  readonly add: (name: string, ending: Ending) => void
  readonly remove: (name: string) => void
  /** The same object as long as no rounded value changed, and for a while after it was made. */
  readonly shown: (nowMs: number) => Keyed<Measurements>
}

export function openAverageBook(settings: HealthSettings): AverageBook {
  const exact = new Map<string, Averages>()
  const rounded = new Map<string, Measurements>()
  const touched = new Set<string>()
  let shown: Keyed<Measurements> = Object.create(null)
  let keptUntilMs = Number.NEGATIVE_INFINITY
  return {
    averagesOf: (name) => exact.get(name) ?? NOTHING_MEASURED,
    add: (name, ending) => {
      const before = exact.get(name) ?? NOTHING_MEASURED
      exact.set(name, averagesAfter(before, ending, settings.weight))
      touched.add(name)
    },
    remove: (name) => {
      if (exact.delete(name)) touched.add(name)
    },
    shown: (nowMs) => {
      if (touched.size === 0 || nowMs < keptUntilMs) return shown
      keptUntilMs = nowMs + settings.averagesEveryMs
      let isChanged = false
      for (const name of touched) {
        if (roundAgain(rounded, name, exact.get(name))) isChanged = true
      }
      touched.clear()
      if (isChanged) shown = Object.assign(Object.create(null), Object.fromEntries(rounded))
      return shown
    },
  }
}

/** Whether that changed anything. */
function roundAgain(
  rounded: Map<string, Measurements>,
  name: string,
  averages: Averages | undefined,
): boolean {
  if (averages === undefined) return rounded.delete(name)
  const [before, after] = [rounded.get(name), measurementsOf(averages)]
  if (before !== undefined && isSameMeasurement(before, after)) return false
  rounded.set(name, after)
  return true
}
