import { compareBytes } from '../../base/byte-order.ts'
import type { RecordFault } from '../../trace/index.ts'
import { type Missing, mergeMissing } from './missing.ts'

/** What was met on the way through the files of a trace. */
export interface Reading {
  /** Lines that are records, of a type that is known or not, by file. */
  readonly recordsIn: readonly number[]
  /** Lines that are no record, by file. */
  readonly faultsIn: readonly number[]
  readonly receipts: number
  readonly selected: number
  /** What could not be written of what may be selected; undefined where nothing is known of such. */
  readonly missing: Missing | undefined
  /** The first of the lines that are no record, in the order of the files. */
  readonly faults: readonly LineFault[]
  /** Last lines that were cut off in the middle: what wrote them was stopped. */
  readonly cutOff: readonly Place[]
  /** How many records there are of types that are not known here. */
  readonly unknownRecords: number
  /** How many of each, for the types that come first. */
  readonly unknown: ReadonlyMap<string, number>
  /** Of each id that was asked for, the first of those that begin so. */
  readonly ids: ReadonlyMap<string, readonly string[]>
}

export interface Place {
  /** Which of the files, from 0. */
  readonly file: number
  /** From 1. */
  readonly line: number
}

export interface LineFault extends Place {
  readonly kind: RecordFault['kind'] | 'too long'
  /** One sentence, lower case, no period. */
  readonly message: string
}

/** How many of a kind are kept to be told. */
export const MOST_TOLD = 20

export const NOTHING_READ: Reading = {
  recordsIn: [],
  faultsIn: [],
  receipts: 0,
  selected: 0,
  missing: undefined,
  faults: [],
  cutOff: [],
  unknownRecords: 0,
  unknown: new Map(),
  ids: new Map(),
}

/** Two parts of one reading together; which part is which makes no difference. */
export function mergeReadings(a: Reading, b: Reading): Reading {
  return {
    recordsIn: sums(a.recordsIn, b.recordsIn),
    faultsIn: sums(a.faultsIn, b.faultsIn),
    receipts: a.receipts + b.receipts,
    selected: a.selected + b.selected,
    missing: mergeMissing(a.missing, b.missing),
    faults: firstPlaces([...a.faults, ...b.faults]),
    cutOff: firstPlaces([...a.cutOff, ...b.cutOff]),
    unknownRecords: a.unknownRecords + b.unknownRecords,
    unknown: firstTypes(joined(a.unknown, b.unknown, (x = 0, y = 0) => x + y)),
    ids: joined(a.ids, b.ids, (x = [], y = []) => firstIds([...x, ...y])),
  }
}

/** The first places, in their order. */
export function firstPlaces<P extends Place>(places: readonly P[], most = MOST_TOLD): readonly P[] {
  return places.toSorted((a, b) => a.file - b.file || a.line - b.line).slice(0, most)
}

/** Different ones, so many that it is clear that there are several. */
export function firstIds(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort(compareBytes).slice(0, 3)
}

/**
 * The first types by name. One that others push out never comes back, so its count is whole as
 * long as it is there.
 */
export function firstTypes(counts: Reading['unknown']): Reading['unknown'] {
  if (counts.size <= MOST_TOLD) return counts
  return new Map([...counts].sort(([a], [b]) => compareBytes(a, b)).slice(0, MOST_TOLD))
}

function sums(a: readonly number[], b: readonly number[]): readonly number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0))
}

function joined<V>(
  a: ReadonlyMap<string, V>,
  b: ReadonlyMap<string, V>,
  join: (x: V | undefined, y: V | undefined) => V,
): ReadonlyMap<string, V> {
  const names = [...new Set([...a.keys(), ...b.keys()])].sort(compareBytes)
  return new Map(names.map((name) => [name, join(a.get(name), b.get(name))]))
}
