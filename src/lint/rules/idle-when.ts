import type { Edit } from '../../base/diagnostic.ts'
import { withBlanks } from '../cut.ts'
import type { PolicyRule } from '../rule.ts'
import type { When } from '../written.ts'

export const idleWhen: PolicyRule = {
  code: 'UH3106',
  name: 'idle-when',
  summary: 'the condition of a `when` holds always or never',
  why: '`when` changes the request for some of the models that pass the filter. Where its condition holds for none of them, the change is never made; where it holds for all of them, `when` says nothing. Change the condition, or write what it does without it.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: [
      'best where provider is openai\nwhen provider is groq: set temperature = 0.2\ntake 3',
      'best where no_log\nwhen no_log: { set temperature = 0.2 set top_p = 0.9 }',
      'best when provider is groq: { set temperature = 0.2 when provider is openai: set top_p = 0.9 }',
    ],
    good: [
      'best where provider in [openai, groq] when provider is groq: set temperature = 0.2',
      'best when provider is groq: { set temperature = 0.2 when no_log: set top_p = 0.9 }',
    ],
  },
  check({ logic, main }) {
    return logic().whens.map(({ conditional, kind, reasons }) => ({
      place: conditional.part.place,
      message:
        kind === 'always'
          ? 'this holds whenever it is asked, so `when` says nothing'
          : 'this never holds, so the request is never changed',
      label: kind === 'always' ? 'always holds here' : 'never holds here',
      related: reasons,
      help: 'change the condition, or take it out',
      fix:
        kind === 'always'
          ? { title: 'write it without `when`', safe: false, edits: unwrapped(conditional) }
          : { title: 'take it out', safe: false, edits: edits(main.text, conditional) },
    }))
  },
}

/** Takes out all around the body. */
function unwrapped({ clause: { span, body } }: When): readonly Edit[] {
  const [first, last] = [body[0]?.span ?? span, body.at(-1)?.span ?? span]
  const around = [
    { start: span.start, end: first.start },
    { start: last.end, end: span.end },
  ]
  return around.flatMap((each) => (each.start < each.end ? [{ span: each, text: '' }] : []))
}

function edits(text: string, { clause }: When): readonly Edit[] {
  return [{ span: withBlanks(text, clause.span), text: '' }]
}
