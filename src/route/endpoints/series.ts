import { compareBytes } from '../../base/byte-order.ts'

/** What is held under the values of labels, one value for each label. */
export interface Series<T> {
  /** To be changed in place. */
  readonly of: (values: readonly string[]) => T
  /** In the byte order of the values, label by label. */
  readonly sorted: () => readonly Labelled<T>[]
}

interface Labelled<T> {
  readonly values: readonly string[]
  readonly held: T
}

/** Series of one metric; what comes beyond is held together under {@link OTHER}. */
export const MOST_SERIES = 20_000

/** Stands in every label for the values that are not told apart. */
export const OTHER = 'other'

export function openSeries<T>(make: () => T): Series<T> {
  const byKey = new Map<string, Labelled<T>>()
  const held = (values: readonly string[]): Labelled<T> | undefined => byKey.get(keyOf(values))
  const made = (values: readonly string[]): Labelled<T> => {
    const one = { values, held: make() }
    byKey.set(keyOf(values), one)
    return one
  }
  return {
    of: (values) => {
      const known = held(values)
      if (known !== undefined) return known.held
      if (byKey.size < MOST_SERIES) return made(values).held
      const others = values.map(() => OTHER)
      return (held(others) ?? made(others)).held
    },
    sorted: () => {
      const entries = [...byKey].sort(([one], [other]) => compareBytes(one, other))
      return entries.map(([, labelled]) => labelled)
    },
  }
}

/** The separator sorts before anything else that a value may hold. */
function keyOf(values: readonly string[]): string {
  return values.join('\0')
}
