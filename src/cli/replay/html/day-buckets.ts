import { add, type Decimal, ZERO } from '../../../catalog/money.ts'
import type { DayRow } from '../../../trace/what-if/index.ts'

/** Days, or what of the calendar holds so many of them that they fit in a picture. */
export interface Buckets {
  readonly unit: 'day' | 'month' | 'year'
  /** From the first to the last; those without receipts are there too, and cost nothing. */
  readonly buckets: readonly Bucket[]
}

export interface Bucket {
  /** `2026-11-10`, `2026-11` or `2026` */
  readonly key: string
  readonly before: Decimal
  readonly after: Decimal
}

/** At most {@link MOST_BUCKETS}, unless the years are more. */
export function bucketsOf(days: readonly DayRow[]): Buckets {
  const unit = UNITS.find((each) => keysOf(days, each).length <= MOST_BUCKETS) ?? 'year'
  const sums = new Map<string, Bucket>()
  for (const key of keysOf(days, unit)) sums.set(key, { key, before: ZERO, after: ZERO })
  for (const { day, before, after } of days) {
    const key = day.slice(0, LENGTHS[unit])
    const sum = sums.get(key) ?? { key, before: ZERO, after: ZERO }
    sums.set(key, { key, before: add(sum.before, before), after: add(sum.after, after) })
  }
  return { unit, buckets: [...sums.values()] }
}

const UNITS = ['day', 'month', 'year'] as const

const MOST_BUCKETS = 45

/** What of an ISO date names the unit. */
const LENGTHS = { day: 10, month: 7, year: 4 } as const

/** All from the first to the last; only those that there are where they are no dates. */
function keysOf(days: readonly DayRow[], unit: Buckets['unit']): readonly string[] {
  const present = [...new Set(days.map(({ day }) => day.slice(0, LENGTHS[unit])))]
  const [first, last] = [msOf(days[0]), msOf(days.at(-1))]
  const count = Math.round((last - first) / DAY_MS) + 1
  if (!(count <= MOST_DAYS)) return present
  const every = Array.from({ length: count }, (_, i) =>
    new Date(first + i * DAY_MS).toISOString().slice(0, LENGTHS[unit]),
  )
  return [...new Set(every)]
}

/** Engines read much as a date that is none. */
function msOf(row: DayRow | undefined): number {
  return row !== undefined && /^\d{4}-\d\d-\d\d$/.test(row.day) ? Date.parse(row.day) : Number.NaN
}

const DAY_MS = 86_400_000

/** A hundred years: what is further apart is no period of a trace. */
const MOST_DAYS = 36_525
