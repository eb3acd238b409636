import { type Bits, setBit } from './bits.ts'
import type { Columns } from './columns.ts'
import type { HealthState } from './context.ts'

/** The Bool fields that a host reports, beside what the catalog says of them. */
export type LiveFlag = 'breaker_open' | 'disabled'

export function isLiveFlag(field: string): field is LiveFlag {
  return field === 'breaker_open' || field === 'disabled'
}

interface Reported {
  readonly columns: Columns
  readonly state: HealthState | undefined
}

/** Adds to the rows of a flag those for which the state reports it. */
export function layFlag(field: LiveFlag, bits: Bits, { columns, state }: Reported): void {
  if (field === 'disabled') addDisabled(bits, columns, state?.disabled)
  else addOpen(bits, columns, state?.breakers)
}

function addDisabled(bits: Bits, columns: Columns, disabled: HealthState['disabled']): void {
  for (const provider in disabled) {
    const entry = disabled[provider]
    if (entry !== undefined && entry !== null) {
      addRows(bits, columns.rowsBy('provider').get(provider))
    }
  }
}

function addOpen(bits: Bits, columns: Columns, breakers: HealthState['breakers']): void {
  for (const key in breakers) {
    if (breakers[key] !== true) continue
    addRows(bits, columns.rowsBy('provider').get(key))
    addRows(bits, columns.rowsBy('route').get(key))
    addRows(bits, columns.rowsBy('peer').get(key))
  }
}

function addRows(bits: Bits, rows: Uint32Array | undefined): void {
  if (rows === undefined) return
  for (let i = 0; i < rows.length; i++) setBit(bits, rows[i] ?? 0)
}
