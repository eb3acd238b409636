import type { SuppressionRule } from '../rule.ts'

export const unusedSuppression: SuppressionRule = {
  code: 'UH7101',
  name: 'unused-suppression',
  summary: 'a suppression keeps nothing from being reported',
  why: 'What the comment excuses is not there any more, so the reason it gives misleads, and it would hide the next such finding.',
  severity: 'warning',
  set: 'default',
  fix: 'safe',
  over: 'suppressions',
  examples: {
    bad: [
      '# uh-ignore contradiction: the limits are being moved\ncheapest where price_out <= $5/Mtok\n',
    ],
    good: [
      '# uh-ignore contradiction: switched off until the audit is over\ncheapest where nothing\n',
    ],
  },
  check(faults, { source }) {
    return faults.flatMap((fault) => {
      if (fault.kind !== 'unused') return []
      const edits = [{ span: fault.cut, text: '' }]
      return [
        {
          place: { source: source.name, span: fault.span },
          message: `nothing is reported here as \`${fault.word}\``,
          help: 'take it out',
          fix: { title: 'take it out', safe: true, edits },
        },
      ]
    })
  },
}
