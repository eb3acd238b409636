import type { Fix } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { SuppressionRule } from '../rule.ts'

export const suppressionOfNothing: SuppressionRule = {
  code: 'UH7103',
  name: 'suppression-of-nothing',
  summary: 'a suppression names no rule that there is',
  why: 'A mistyped name excuses nothing. `unhardcoded rules` lists the rules; errors of the language cannot be suppressed.',
  severity: 'warning',
  set: 'default',
  fix: 'safe',
  over: 'suppressions',
  examples: {
    bad: ['# uh-ignore contradicton: switched off until the audit is over\ncheapest\n'],
    good: [
      '# uh-ignore contradiction: switched off until the audit is over\ncheapest where nothing\n',
    ],
  },
  check(faults, { source }) {
    return faults.flatMap((fault) => {
      if (fault.kind !== 'unknown-rule') return []
      const { span, word, nearest } = fault
      return [
        {
          place: { source: source.name, span },
          message: `there is no rule \`${word}\` to suppress`,
          help:
            nearest === undefined
              ? '`unhardcoded rules` lists them'
              : `did you mean \`${nearest}\`?`,
          fix: nearest === undefined ? undefined : spelled(span, nearest),
        },
      ]
    })
  },
}

/** Comments are no part of what is identified. */
function spelled(span: Span, text: string): Fix {
  return { title: `write \`${text}\``, safe: true, edits: [{ span, text }] }
}
