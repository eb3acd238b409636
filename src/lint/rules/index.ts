import type { LintRule } from '../rule.ts'
import { alwaysTrueClause } from './always-true-clause.ts'
import { bidiMarks } from './bidi-marks.ts'
import { contradiction } from './contradiction.ts'
import { deadAlternative } from './dead-alternative.ts'
import { idlePrefer } from './idle-prefer.ts'
import { idleWhen } from './idle-when.ts'
import { lookAlikeNames } from './look-alike-names.ts'
import { redundantClause } from './redundant-clause.ts'
import { suppressionOfNothing } from './suppression-of-nothing.ts'
import { suppressionWithoutReason } from './suppression-without-reason.ts'
import { unknownCountsAsKnown } from './unknown-counts-as-known.ts'
import { unusedLet } from './unused-let.ts'
import { unusedParameter } from './unused-parameter.ts'
import { unusedSuppression } from './unused-suppression.ts'

/** Every rule, in order of the codes. */
export const RULES: readonly LintRule[] = [
  contradiction,
  alwaysTrueClause,
  redundantClause,
  deadAlternative,
  idlePrefer,
  idleWhen,
  unknownCountsAsKnown,
  unusedSuppression,
  suppressionWithoutReason,
  suppressionOfNothing,
  lookAlikeNames,
  bidiMarks,
  unusedLet,
  unusedParameter,
]
