import type { Budget, LintRule } from '../../src/lint/index.ts'
import type { CallerExample, CallerRule } from '../../src/lint/rule.ts'

/** A rule whose examples are files of policies. */
export type TextRule = Exclude<LintRule, CallerRule>

export function isOfText(rule: LintRule): rule is TextRule {
  return rule.over !== 'callers'
}

/** The page of a rule, as it stands under `docs/diagnostics/`: made from the rule alone. */
export function pageOf(rule: LintRule): string {
  const { code, name, summary, why } = rule
  const { bad, good, budget } = isOfText(rule) ? textExamples(rule) : callerExamples(rule)
  return `# ${code}: ${summary}

${why}

Rule \`${name}\`: ${SEVERITIES[rule.severity]}, ${SETS[rule.set]}, ${FIXES[rule.fix]}.${GROUNDS[rule.over]}${budgetOf(budget)}

## Triggers

${bad.join('\n')}
## Does not

${good.join('\n')}`
}

function budgetOf(budget: Budget | undefined): string {
  if (budget === undefined) return ''
  const { attempts, seconds, usd, inputTokens, outputTokens } = budget
  return ` There a request of ${inputTokens} tokens, answered in ${outputTokens}, may take ${attempts} attempts, ${seconds} seconds and $${usd}.`
}

interface ShownExamples {
  readonly bad: readonly string[]
  readonly good: readonly string[]
  readonly budget?: Budget | undefined
}

function textExamples({ examples: { bad, good, budget } }: TextRule): ShownExamples {
  const shown = (text: string): string => fenced('uh', text)
  return { bad: bad.map(shown), good: good.map(shown), budget }
}

function callerExamples({ examples: { bad, good } }: CallerRule): ShownExamples {
  const shown = (example: CallerExample): string =>
    `${fenced('uh', example.policies)}\n${fenced('yaml', configOf(example))}`
  return { bad: bad.map(shown), good: good.map(shown) }
}

/** What `unhardcoded.yaml` holds in an example whose policies are in `policies.uh`. */
export function configOf({ router }: CallerExample): string {
  return `policies: [policies.uh]\nrouter:\n${router.replace(/^(?=.)/gm, '  ')}`
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`
}

const SEVERITIES = { error: 'an error', warning: 'a warning', info: 'an info' } as const
const SETS = { default: 'in the default set', 'opt-in': 'opt-in' } as const
const FIXES = {
  safe: 'with a safe fix',
  unsafe: 'with a fix that changes what is meant',
  none: 'without a fix',
} as const
const GROUNDS: Readonly<Record<LintRule['over'], string>> = {
  file: '',
  policy: '',
  suppressions: '',
  callers: ' It is about the callers of the configuration, and the policies that it names.',
  catalog:
    ' It is asked about the catalog in force; the examples are about the one of `fixtures/lint/`.',
}
