import { type Level, RULE_WORDS } from '../../lint/index.ts'
import type { Config } from '../config/config.ts'
import type { Problem } from '../problem.ts'
import { unknownRule } from './unknown-rule.ts'

/** The levels that a configuration gives. */
export interface ConfiguredLevels {
  readonly levels: ReadonlyMap<string, Level>
  /** One for each rule that there is not; the other levels hold. */
  readonly problems: readonly Problem[]
}

export function levelsOf({ levels }: Config): ConfiguredLevels {
  const isKnown = (rule: string): boolean => rule === 'all' || RULE_WORDS.has(rule)
  return {
    levels: new Map(
      levels.filter(({ rule }) => isKnown(rule)).map(({ rule, level }) => [rule, level]),
    ),
    problems: levels
      .filter(({ rule }) => !isKnown(rule))
      .map(({ rule, at }) => ({ ...unknownRule(rule), at: { ...at, label: 'no such rule' } })),
  }
}
