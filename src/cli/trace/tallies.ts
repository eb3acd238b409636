import { whatIfTally } from '../replay/what-if-tally.ts'
import { reproductionTally } from './reproduction.ts'
import { listTally } from './show/receipt-list.ts'
import { lookupTally } from './show/receipt-lookup.ts'
import { statsTally } from './stats/stats-tally.ts'
import type { TallyKind } from './tally.ts'

/** Everything that is found out about traces, by name: a thread is told no more than the name. */
const TALLIES = {
  list: listTally,
  lookup: lookupTally,
  reproduction: reproductionTally,
  stats: statsTally,
  'what-if': whatIfTally,
} as const

export type TallyName = keyof typeof TALLIES

/** What a tally of that name is asked, and what it finds. */
export type AskedOf<N extends TallyName> =
  (typeof TALLIES)[N] extends TallyKind<infer A, infer _S> ? A : never
export type FoundBy<N extends TallyName> =
  (typeof TALLIES)[N] extends TallyKind<infer _A, infer S> ? S : never

/** The kind, for those who hand on what it is asked and what it finds, and look at neither. */
export function kindOfTally(name: TallyName): TallyKind<unknown, unknown> {
  // `runTally` gives each kind what it asks for, and its own results.
  return TALLIES[name] as TallyKind<unknown, unknown>
}
