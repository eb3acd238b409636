import { type Bits, emptyBits, hasBit, setBit } from './bits.ts'
import type { Columns, NumberColumn } from './columns.ts'
import { entryOf, type HealthState, MEASURED, type Measurements } from './context.ts'
import { measurement } from './observe.ts'

/*
 * What a host has measured, laid over the columns of a candidate list. The columns stay as they
 * are: a live one is a copy in which each decision fills the holes that the state knows about,
 * and empties them again before the next. The work is that of the state, not of the list.
 */

/** The live inputs that one compiled term reads. */
export interface Live {
  /** The values of a Num field as of the last refresh; the plain column where none can change. */
  readonly number: (field: string) => LiveNumber
  /** The rows whose breaker is open, or whose provider is disabled, as of the last refresh. */
  readonly flag: (field: LiveFlag) => Bits
  /** Lays the state over every input that has been asked for. */
  readonly refresh: (state: HealthState | undefined) => void
}

export interface LiveNumber {
  readonly values: Float64Array
  /** True when no state can change the values. */
  readonly fixed: boolean
}

export type LiveFlag = 'breaker_open' | 'disabled'

export function isLiveFlag(field: string): field is LiveFlag {
  return field === 'breaker_open' || field === 'disabled'
}

export function liveOf(columns: Columns): Live {
  const numbers = new Map<string, PatchedColumn>()
  const flags = new Map<LiveFlag, Bits>()
  return {
    number: (field) => {
      const column = columns.number(field)
      const reported = field === 'credits' || MEASURED.has(field)
      if (column.complete || !reported) return { values: column.values, fixed: true }
      const patched = numbers.get(field) ?? patchedColumn(column)
      numbers.set(field, patched)
      return { values: patched.values, fixed: false }
    },
    flag: (field) => {
      const bits = flags.get(field) ?? emptyBits(columns.size)
      flags.set(field, bits)
      return bits
    },
    refresh: (state) => {
      for (const column of numbers.values()) unpatch(column)
      patchCredits(numbers.get('credits'), columns, state)
      patchMeasured(numbers, columns, state)
      for (const [field, bits] of flags) {
        bits.set(columns.flag(field))
        if (field === 'disabled') addDisabled(bits, columns, state)
        else addOpen(bits, columns, state)
      }
    },
  }
}

/** A column with its holes filled, and which of them are. */
interface PatchedColumn {
  readonly plain: NumberColumn
  readonly values: Float64Array
  readonly patched: Uint32Array
  count: number
}

function patchedColumn(plain: NumberColumn): PatchedColumn {
  const { length } = plain.values
  // A hole may be filled twice: for its route, and again for its peer.
  const patched = new Uint32Array(2 * length)
  return { plain, values: plain.values.slice(), patched, count: 0 }
}

function unpatch(column: PatchedColumn): void {
  const { plain, values, patched } = column
  for (let i = 0; i < column.count; i++) {
    const row = patched[i] ?? 0
    values[row] = plain.values[row] ?? Number.NaN
  }
  column.count = 0
}

function patch(column: PatchedColumn, rows: Uint32Array, value: number): void {
  const { plain, values, patched } = column
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    if (hasBit(plain.known, row)) continue
    values[row] = value
    patched[column.count++] = row
  }
}

function patchCredits(
  column: PatchedColumn | undefined,
  columns: Columns,
  state: HealthState | undefined,
): void {
  const { credits } = state ?? {}
  if (column === undefined || credits === undefined) return
  const providers = columns.rowsBy('provider')
  for (const provider in credits) {
    const rows = providers.get(provider)
    const value: unknown = entryOf(credits, provider)
    if (rows !== undefined && typeof value === 'number') patch(column, rows, value)
  }
}

function patchMeasured(
  numbers: ReadonlyMap<string, PatchedColumn>,
  columns: Columns,
  state: HealthState | undefined,
): void {
  const { ema } = state ?? {}
  if (ema === undefined) return
  // What is known of a peer is closer than what is known of its route, so it is laid on top.
  for (const key of ['route', 'peer'] as const) {
    const rowsBy = columns.rowsBy(key)
    if (rowsBy.size === 0) continue
    for (const name in ema) {
      const rows = rowsBy.get(name)
      if (rows !== undefined) patchRows(numbers, rows, entryOf(ema, name))
    }
  }
}

function patchRows(
  numbers: ReadonlyMap<string, PatchedColumn>,
  rows: Uint32Array,
  measurements: Measurements | undefined,
): void {
  for (const [field, column] of numbers) {
    const value = measurement(measurements, MEASURED.get(field) ?? [])
    if (value !== undefined) patch(column, rows, value)
  }
}

function addDisabled(bits: Bits, columns: Columns, state: HealthState | undefined): void {
  const { disabled } = state ?? {}
  const providers = columns.rowsBy('provider')
  for (const provider in disabled) {
    const entry = entryOf(disabled, provider)
    if (entry !== undefined && entry !== null) addRows(bits, providers.get(provider))
  }
}

function addOpen(bits: Bits, columns: Columns, state: HealthState | undefined): void {
  const { breakers } = state ?? {}
  for (const key in breakers) {
    if (entryOf(breakers, key) !== true) continue
    for (const kind of ['provider', 'route', 'peer'] as const) {
      addRows(bits, columns.rowsBy(kind).get(key))
    }
  }
}

function addRows(bits: Bits, rows: Uint32Array | undefined): void {
  if (rows === undefined) return
  for (let i = 0; i < rows.length; i++) setBit(bits, rows[i] ?? 0)
}
