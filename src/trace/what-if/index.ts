/** What would have been: the same traffic under another policy, catalog, price or provider. */

export { askFlow } from './ask-flow.ts'
export { BASES } from './basis.ts'
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
  WhatIfSummary,
} from './summary.ts'
export { summaryOf } from './summary-of.ts'
export { increaseOf, meanValue } from './sums.ts'
export { mergeTallies, openCounter, type WhatIfTally } from './tally.ts'
export { openWhatIf, type WhatIf } from './what-if.ts'
