import type { LintRule } from '../rule.ts'
import { alwaysTrueClause } from './always-true-clause.ts'
import { contradiction } from './contradiction.ts'
import { deadAlternative } from './dead-alternative.ts'
import { idlePrefer } from './idle-prefer.ts'
import { idleWhen } from './idle-when.ts'
import { redundantClause } from './redundant-clause.ts'
import { suppressionOfNothing } from './suppression-of-nothing.ts'
import { suppressionWithoutReason } from './suppression-without-reason.ts'
import { unusedSuppression } from './unused-suppression.ts'

/** Every rule, in order of the codes. */
export const RULES: readonly LintRule[] = [
  contradiction,
  alwaysTrueClause,
  redundantClause,
  deadAlternative,
  idlePrefer,
  idleWhen,
  unusedSuppression,
  suppressionWithoutReason,
  suppressionOfNothing,
]
