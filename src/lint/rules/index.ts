import type { LintRule } from '../rule.ts'
import { alwaysTrueClause } from './always-true-clause.ts'
import { bidiMarks } from './bidi-marks.ts'
import { capBelowCheapest } from './cap-below-cheapest.ts'
import { contradiction } from './contradiction.ts'
import { deadAlternative } from './dead-alternative.ts'
import { dominatedTerm } from './dominated-term.ts'
import { droppedForUnknown } from './dropped-for-unknown.ts'
import { excludedByEnvelope } from './excluded-by-envelope.ts'
import { hopelessRetry } from './hopeless-retry.ts'
import { idleClause } from './idle-clause.ts'
import { idleOverride } from './idle-override.ts'
import { idlePrefer } from './idle-prefer.ts'
import { idleWeight } from './idle-weight.ts'
import { idleWhen } from './idle-when.ts'
import { lookAlikeNames } from './look-alike-names.ts'
import { noFallbackTarget } from './no-fallback-target.ts'
import { noSecondCandidate } from './no-second-candidate.ts'
import { outsideEnvelope } from './outside-envelope.ts'
import { overBudget } from './over-budget.ts'
import { promotingGate } from './promoting-gate.ts'
import { redundantClause } from './redundant-clause.ts'
import { selectsNothing } from './selects-nothing.ts'
import { singleProvider } from './single-provider.ts'
import { splicedStream } from './spliced-stream.ts'
import { strandedModels } from './stranded-models.ts'
import { suppressionOfNothing } from './suppression-of-nothing.ts'
import { suppressionWithoutReason } from './suppression-without-reason.ts'
import { timeoutOrder } from './timeout-order.ts'
import { unboundedNormalization } from './unbounded-normalization.ts'
import { unboundedRetry } from './unbounded-retry.ts'
import { undecidedEnvelope } from './undecided-envelope.ts'
import { unhandledReason } from './unhandled-reason.ts'
import { unknownCountsAsKnown } from './unknown-counts-as-known.ts'
import { unusedLet } from './unused-let.ts'
import { unusedParameter } from './unused-parameter.ts'
import { unusedSuppression } from './unused-suppression.ts'
import { vanishedName } from './vanished-name.ts'
import { wrongSign } from './wrong-sign.ts'

/** Every rule, in order of the codes. */
export const RULES: readonly LintRule[] = [
  contradiction,
  alwaysTrueClause,
  redundantClause,
  deadAlternative,
  idlePrefer,
  idleWhen,
  unknownCountsAsKnown,
  outsideEnvelope,
  excludedByEnvelope,
  undecidedEnvelope,
  unboundedNormalization,
  promotingGate,
  wrongSign,
  idleWeight,
  dominatedTerm,
  splicedStream,
  idleOverride,
  hopelessRetry,
  unboundedRetry,
  overBudget,
  unhandledReason,
  strandedModels,
  noFallbackTarget,
  timeoutOrder,
  selectsNothing,
  singleProvider,
  noSecondCandidate,
  idleClause,
  capBelowCheapest,
  droppedForUnknown,
  vanishedName,
  unusedSuppression,
  suppressionWithoutReason,
  suppressionOfNothing,
  lookAlikeNames,
  bidiMarks,
  unusedLet,
  unusedParameter,
]
