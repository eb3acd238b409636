/** What would have been: the same traffic under another policy, catalog, price or provider. */

export { BASES, BASIS_NAMES, type Basis } from './basis.ts'
export {
  type Change,
  type NamedPrice,
  NO_CHANGE,
  type RecordedPolicy,
  type Unjudged,
} from './change.ts'
export { type End, endText } from './end.ts'
export type { Move, PolicyPart, Reason, Seen } from './move.ts'
export type {
  BasisRow,
  DayRow,
  Example,
  LostRow,
  Mean,
  ModelRow,
  MoveRow,
  ReasonRow,
  Side,
  Sums,
  UnjudgedRow,
  WhatIfCounts,
  WhatIfSummary,
} from './summary.ts'
export { summaryOf } from './summary-of.ts'
export { increaseOf, meanValue } from './sums.ts'
export { mergeTallies, openCounter, type WhatIfCounter, type WhatIfTally } from './tally.ts'
export { type NearestMiss, openWhatIf, type WhatIf, type WhatIfs } from './what-if.ts'
