import { type Bits, hasBit, setBit } from './bits.ts'
import type { Columns, NumberColumn } from './columns.ts'
import type { HealthState, Measurements } from './context.ts'
import { isReported, MEASURED, numeric, type Reader } from './measured.ts'

/** The Num fields of one compiled term, with the holes filled as far as the state knows. */
export interface LiveNumbers {
  readonly number: (field: string) => LiveNumber
  readonly refresh: (state: HealthState | undefined) => void
}

export interface LiveNumber {
  readonly values: Float64Array
  /** The rows with a value that is not the default, or that is it without standing in for one. */
  readonly known: Bits
  /** True when no state can change the values. */
  readonly fixed: boolean
}

export function liveNumbers(columns: Columns): LiveNumbers {
  const measured: (PatchedColumn & { readonly reader: Reader })[] = []
  const byField = new Map<string, PatchedColumn>()
  const haul = emptyHaul(columns.size)
  return {
    number: (field) => {
      const plain = columns.number(field)
      if (plain.complete || !isReported(field)) return { ...plain, fixed: true }
      const known = byField.get(field)
      if (known !== undefined) return { ...known, fixed: false }
      const column = { plain, values: plain.values.slice(), known: plain.known.slice() }
      const reader = MEASURED.get(field)
      if (reader !== undefined) measured.push({ ...column, reader })
      byField.set(field, column)
      return { ...column, fixed: false }
    },
    refresh: (state) => {
      for (const { plain, values, known } of byField.values()) {
        values.set(plain.values)
        known.set(plain.known)
      }
      const credits = byField.get('credits')
      if (credits !== undefined) layCredits(credits, columns, state?.credits)
      if (measured.length === 0 || state?.ema === undefined) return
      // What is known of a peer is closer than what is known of its route, so it is laid on top.
      for (const kind of ['route', 'peer'] as const) {
        gather(haul, columns.rowsBy(kind), state.ema)
        for (const column of measured) {
          column.reader.many(haul.found, haul.count, haul.values)
          layHaul(column, haul)
        }
      }
    },
  }
}

/** A copy of a column, in which holes are filled and values are not touched. */
interface PatchedColumn {
  readonly plain: NumberColumn
  readonly values: Float64Array
  readonly known: Bits
}

/** The entries of a state that concern the list, with the rows they concern. */
interface Haul {
  count: number
  readonly found: Measurements[]
  readonly rows: Uint32Array[]
  /** What a reader found in each of the entries. */
  readonly values: Float64Array
}

function emptyHaul(size: number): Haul {
  return { count: 0, found: [], rows: [], values: new Float64Array(size) }
}

function gather(
  haul: Haul,
  rowsBy: ReadonlyMap<string, Uint32Array>,
  ema: NonNullable<HealthState['ema']>,
): void {
  haul.count = 0
  if (rowsBy.size === 0) return
  for (const key in ema) {
    const rows = rowsBy.get(key)
    const found = ema[key]
    if (rows === undefined || typeof found !== 'object' || found === null) continue
    haul.rows[haul.count] = rows
    haul.found[haul.count] = found
    haul.count += 1
  }
}

function layHaul(column: PatchedColumn, { count, rows, values }: Haul): void {
  for (let i = 0; i < count; i++) fill(column, rows[i], values[i] ?? Number.NaN)
}

function layCredits(
  column: PatchedColumn,
  columns: Columns,
  credits: HealthState['credits'],
): void {
  for (const provider in credits) {
    fill(column, columns.rowsBy('provider').get(provider), numeric(credits[provider]))
  }
}

function fill(
  { plain, values, known }: PatchedColumn,
  rows: Uint32Array | undefined,
  value: number,
): void {
  if (rows === undefined || Number.isNaN(value)) return
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    if (hasBit(plain.known, row)) continue
    values[row] = value
    setBit(known, row)
  }
}
