import type { Severity } from '../base/diagnostic.ts'
import type { LintRule } from './rule.ts'

/** How grave a rule is taken, or that it is not asked. */
export type Level = Severity | 'off'

/** Which rules are asked and how grave they are taken. Rules go by code or by name. */
export interface Levels {
  /** Nothing but these; each at its own level, or the one that `levels` gives. */
  readonly only?: readonly string[] | undefined
  readonly skip?: readonly string[] | undefined
  /** `all` stands for every rule, the opt-in ones with them. */
  readonly levels?: ReadonlyMap<string, Level> | undefined
}

/** The severity of what the rule finds, or undefined where it is not asked. */
export function severityOf(rule: RuleIdentity, levels: Levels): Severity | undefined {
  const { only, skip = [], levels: given = new Map<string, Level>() } = levels
  if (names(skip, rule)) return undefined
  const own = given.get(rule.code) ?? given.get(rule.name) ?? given.get('all')
  if (only !== undefined) {
    if (!names(only, rule)) return undefined
    return own === undefined || own === 'off' ? rule.severity : own
  }
  if (own !== undefined) return own === 'off' ? undefined : own
  return rule.set === 'default' ? rule.severity : undefined
}

export type RuleIdentity = Pick<LintRule, 'code' | 'name' | 'severity' | 'set'>

function names(list: readonly string[], { code, name }: RuleIdentity): boolean {
  return list.includes(code) || list.includes(name)
}
