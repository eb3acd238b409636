import type { Bits } from './bits.ts'
import { emptyBits } from './bits.ts'
import type { Columns } from './columns.ts'
import type { HealthState } from './context.ts'
import { type LiveFlag, layFlag } from './live-flags.ts'
import { type LiveNumbers, liveNumbers } from './live-numbers.ts'

/*
 * What a host has measured, laid over the columns of a candidate list. The columns stay as they
 * are: a live input is a copy in which each decision sets what the state knows about. The work is
 * that of the state: its keys are walked, not those of the list.
 */

/** The live inputs that one compiled term reads. */
export interface Live {
  /** The values of a Num field as of the last refresh; the plain column where none can change. */
  readonly number: LiveNumbers['number']
  /** The rows whose breaker is open, or whose provider is disabled, as of the last refresh. */
  readonly flag: (field: LiveFlag) => Bits
  /** Lays the state over every input that has been asked for. */
  readonly refresh: (state: HealthState | undefined) => void
}

export function liveOf(columns: Columns): Live {
  const numbers = liveNumbers(columns)
  const flags = new Map<LiveFlag, Bits>()
  return {
    number: numbers.number,
    flag: (field) => {
      const bits = flags.get(field) ?? emptyBits(columns.size)
      flags.set(field, bits)
      return bits
    },
    refresh: (state) => {
      numbers.refresh(state)
      for (const [field, bits] of flags) {
        bits.set(columns.flag(field))
        layFlag(field, bits, { columns, state })
      }
    },
  }
}
