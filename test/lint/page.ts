import type { Budget, LintRule } from '../../src/lint/index.ts'

/** The page of a rule, as it stands under `docs/diagnostics/`: made from the rule alone. */
export function pageOf(rule: LintRule): string {
  const { code, name, summary, why, examples } = rule
  return `# ${code}: ${summary}

${why}

Rule \`${name}\`: ${SEVERITIES[rule.severity]}, ${SETS[rule.set]}, ${FIXES[rule.fix]}.${GROUNDS[rule.over]}${budgetOf(examples.budget)}

## Triggers

${examples.bad.map(fenced).join('\n')}
## Does not

${examples.good.map(fenced).join('\n')}`
}

function budgetOf(budget: Budget | undefined): string {
  if (budget === undefined) return ''
  const { attempts, seconds, usd, inputTokens, outputTokens } = budget
  return ` There a request of ${inputTokens} tokens, answered in ${outputTokens}, may take ${attempts} attempts, ${seconds} seconds and $${usd}.`
}

function fenced(text: string): string {
  return `\`\`\`uh\n${text.trimEnd()}\n\`\`\`\n`
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
  catalog:
    ' It is asked about the catalog in force; the examples are about the one of `fixtures/lint/`.',
}
