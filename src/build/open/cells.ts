import type { Interval } from './open-constant.ts'

/**
 * A part of the line of numbers on which a term keeps its shape: one of the values at which it
 * changes, or what lies between two neighbours of them. `index` counts all parts of the line from
 * the lowest, so it is odd for a value: below the first is 0, at it 1, above it 2.
 */
export type Cell =
  | { readonly kind: 'at'; readonly index: number; readonly value: number | string }
  /** Both ends excluded. */
  | {
      readonly kind: 'between'
      readonly index: number
      readonly low: number
      readonly high: number
    }
  /** Any text. */
  | { readonly kind: 'text'; readonly index: 0 }

export interface Line {
  /** Ascending, no two the same. */
  readonly thresholds: readonly number[]
  /** Where values can lie at all. */
  readonly within: Interval
  readonly whole: boolean
}

/** The parts in which a value can lie. */
export function cellsOf({ thresholds, within, whole }: Line): readonly Cell[] {
  const cells: Cell[] = []
  for (let i = 0; i <= thresholds.length; i++) {
    const low = thresholds[i - 1] ?? Number.NEGATIVE_INFINITY
    const high = thresholds[i] ?? Number.POSITIVE_INFINITY
    const cell = between(2 * i, [low, high], { thresholds, within, whole })
    if (cell !== undefined) cells.push(cell)
    if (high >= within.low && high <= within.high && (!whole || Number.isSafeInteger(high))) {
      cells.push({ kind: 'at', index: 2 * i + 1, value: high })
    }
  }
  return cells
}

/** What lies between two thresholds, both excluded; a single value is a cell of its own. */
function between(
  index: number,
  [low, high]: readonly [number, number],
  line: Line,
): Cell | undefined {
  const from = Math.max(low, line.within.low)
  const to = Math.min(high, line.within.high)
  if (from > to) return undefined
  const inside = (value: number): boolean => value > low && value < high
  if (line.whole) {
    const first = inside(Math.ceil(from)) ? Math.ceil(from) : Math.ceil(from) + 1
    const last = inside(Math.floor(to)) ? Math.floor(to) : Math.floor(to) - 1
    if (first === last) return { kind: 'at', index, value: first }
    return first > last ? undefined : { kind: 'between', index, low: first - 1, high: last + 1 }
  }
  if (from === to) return inside(from) ? { kind: 'at', index, value: from } : undefined
  const isEmpty = ![from, from / 2 + to / 2, to].some(inside)
  return isEmpty ? undefined : { kind: 'between', index, low: from, high: to }
}

/**
 * A value in a cell that nobody would write, for the `index`-th of all sites.
 *
 * @param attempt another one for each.
 * @returns undefined where the cell has none left.
 */
export function valueIn(
  cell: Cell & { readonly kind: 'between' },
  {
    index,
    attempt,
    whole,
  }: { readonly index: number; readonly attempt: number; readonly whole: boolean },
): number | undefined {
  const low = Math.max(cell.low, Math.min(-FAR, 4 * cell.high - FAR))
  const high = Math.min(cell.high, Math.max(FAR, 4 * cell.low + FAR))
  const fraction = ((attempt * 7 + index * 31 + 1) * GOLDEN) % 1
  const value = low + (high - low) * fraction
  const chosen = whole ? Math.floor(value) : value
  return chosen > cell.low && chosen < cell.high ? chosen : undefined
}

const FAR = 1e6
const GOLDEN = 0.6180339887498949
