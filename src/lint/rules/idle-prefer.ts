import type { TypedPolicy } from '../../compile/check/typed-policy.ts'
import { inheritedBody } from '../../compile/specialise/extend.ts'
import { cutClause } from '../cut.ts'
import type { PolicyRule } from '../rule.ts'
import { removal } from '../take-out.ts'

export const idlePrefer: PolicyRule = {
  code: 'UH3105',
  name: 'idle-prefer',
  summary: 'a preference never reorders anything',
  why: '`prefer` puts the models of which its condition holds before the others. Where it holds for every model that passes the filter, or for none, or where an earlier `prefer` has told the same models apart, the order stays as it was. One that keeps out the preferences of the policy that is extended is not reported. Every policy that is not `unguarded` puts healthy routes first by itself.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: [
      'cheapest where provider is openai prefer provider in [openai, groq]',
      'cheapest where no_log\nprefer not no_log\ntake 3',
      'best prefer provider is openai prefer provider is not openai',
      'best prefer healthy',
      'policy base = best where has tools\npolicy p extends base prefer has tools',
    ],
    good: [
      'cheapest where provider in [openai, groq] prefer provider is openai',
      'best prefer no_log prefer provider is openai',
      'best unguarded prefer healthy',
      'policy base = best prefer no_log\npolicy p extends base prefer healthy',
    ],
  },
  check({ logic, main, typed }) {
    const { definition, body } = typed
    const idle = logic().prefers
    // One has to stay where it keeps out what the policy would have from the one that it extends.
    const isKept = idle.length === body.prefers.length && wouldInherit(typed)
    return (isKept ? idle.slice(1) : idle).map(
      ({ conditional: { part, clause }, kind, reasons }) => ({
        place: part.place,
        message: MESSAGES[kind],
        label: LABELS[kind],
        related: reasons,
        help: 'take the preference out, or write what was meant',
        fix: removal(cutClause(main.text, clause, definition.item)),
      }),
    )
  },
}

/** Whether the policy would select as the one it extends does, if it had no preference. */
function wouldInherit({ parent, body: { order, take } }: TypedPolicy): boolean {
  if (parent === undefined) return false
  const { prefers, select } = inheritedBody(parent.policy)
  return prefers.length > 0 || (select !== undefined && order === undefined && take === undefined)
}

const MESSAGES = {
  always: 'this holds for every model that passes the filter, so preferring it changes nothing',
  never: 'no model that passes the filter is preferred by this',
  settled: 'this tells no models apart that are not in that order already',
} as const

const LABELS = {
  always: 'always holds here',
  never: 'never holds here',
  settled: 'never reorders',
} as const
