import type { LintRule } from '../rule.ts'
import { contradiction } from './contradiction.ts'
import { suppressionOfNothing } from './suppression-of-nothing.ts'
import { suppressionWithoutReason } from './suppression-without-reason.ts'
import { unusedSuppression } from './unused-suppression.ts'

/** Every rule, in order of the codes. */
export const RULES: readonly LintRule[] = [
  contradiction,
  unusedSuppression,
  suppressionWithoutReason,
  suppressionOfNothing,
]
