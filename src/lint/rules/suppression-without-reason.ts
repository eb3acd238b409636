import type { SuppressionRule } from '../rule.ts'

export const suppressionWithoutReason: SuppressionRule = {
  code: 'UH7102',
  name: 'suppression-without-reason',
  summary: 'a suppression does not say why',
  why: 'Whoever reads the policy later has to know whether the excuse still holds. Name the rules, then a colon, then the reason: `# uh-ignore contradiction: switched off until the audit is over`.',
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'suppressions',
  examples: {
    bad: ['# uh-ignore contradiction\ncheapest where nothing\n', 'cheapest # uh-ignore\n'],
    good: [
      '# uh-ignore contradiction: switched off until the audit is over\ncheapest where nothing\n',
    ],
  },
  check(faults, { source }) {
    return faults.flatMap((fault) => {
      if (fault.kind !== 'no-reason' && fault.kind !== 'no-rule') return []
      const message = fault.kind === 'no-rule' ? 'this names no rule' : 'this does not say why'
      return [
        {
          place: { source: source.name, span: fault.span },
          message,
          help: 'write `# uh-ignore RULE: reason`',
        },
      ]
    })
  },
}
