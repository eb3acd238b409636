import type { LintRule } from '../../src/lint/index.ts'

/** The page of a rule, as it stands under `docs/diagnostics/`: made from the rule alone. */
export function pageOf(rule: LintRule): string {
  const { code, name, summary, why, examples } = rule
  return `# ${code}: ${summary}

${why}

Rule \`${name}\`: ${SEVERITIES[rule.severity]}, ${SETS[rule.set]}, ${FIXES[rule.fix]}.${GROUNDS[rule.over]}

## Triggers

${examples.bad.map(fenced).join('\n')}
## Does not

${examples.good.map(fenced).join('\n')}`
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
