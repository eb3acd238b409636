/** The public list of `src/lint`: what can be said about policies that compile. */

export type { AskedPolicy } from './asked-policy.ts'
export type { Budget } from './budget.ts'
export { openEnvelopeJudge } from './envelope-verdict.ts'
export { fix } from './fix.ts'
export type { Ground } from './ground.ts'
export type { Level, Levels } from './levels.ts'
export { type LintOptions, lint } from './lint.ts'
export { asksCallers, lintCallers } from './lint-callers.ts'
export type { LintedCaller } from './linted-caller.ts'
export type { LintRule } from './rule.ts'
export { RULE_WORDS } from './rule-words.ts'
export { RULES } from './rules/index.ts'
