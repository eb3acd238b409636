import type { Diagnostic } from '../base/diagnostic.ts'
import { inOrder } from './combine.ts'
import { diagnosticOf } from './diagnostic-of.ts'
import { type Levels, severityOf } from './levels.ts'
import type { LintedCaller } from './linted-caller.ts'
import { RULES } from './rules/index.ts'

/** Everything that the rules find in what callers of a router may ask for, in order of the places. */
export function lintCallers(
  callers: readonly LintedCaller[],
  levels: Levels,
): readonly Diagnostic[] {
  const found = RULES.flatMap((rule) => {
    const severity = severityOf(rule, levels)
    if (rule.over !== 'callers' || severity === undefined) return []
    return callers
      .flatMap((caller) => rule.check(caller))
      .map((each) => diagnosticOf(each, { rule, severity }))
  })
  return inOrder(found)
}

/** Whether any of the rules is asked. */
export function asksCallers(levels: Levels): boolean {
  return RULES.some((rule) => rule.over === 'callers' && severityOf(rule, levels) !== undefined)
}
