import type { Finding, PolicyRule } from '../rule.ts'
import { takeOut } from '../take-out.ts'

export const redundantClause: PolicyRule = {
  code: 'UH3103',
  name: 'redundant-clause',
  summary: 'a clause asks for nothing that others do not ask for',
  why: 'Every model that passes the other clauses passes this one too, so it never drops any. Somebody who loosens the stricter clause later will wonder why, and somebody who changes this one will see no effect. Take it out; where two clauses imply each other, either may go. What the policy extends counts among the others, and so does what it asks for by itself: that the request is met, that the provider is not disabled, and that the figures it ranks by are known.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: [
      'cheapest where quality >= 0.8 and quality >= 0.5',
      'best where provider is openai and provider in [openai, groq]',
      'cheapest where known price_out and no_log',
      'best where context >= 128k\nwhere no_log\nwhere context > 8k',
      'policy base = best where no_log\npolicy strict extends base where no_log and has tools',
      'best where quality >= 0.5 and price_out <= $9/Mtok and (quality > 0.2 or price_out > $4/Mtok)',
    ],
    good: [
      'cheapest where quality >= 0.8 and quality < 0.9',
      'cheapest where known quality and no_log',
      'policy p(floor: ratio = 0.5 in 0.2..0.9) = best where quality >= floor and quality >= 0.5',
    ],
  },
  check({ logic, main }) {
    return logic().needless.flatMap(({ part, kind, reasons }): readonly Finding[] => {
      if (kind !== 'implied') return []
      return [
        {
          place: part.place,
          message: part.slot.kind === 'member' ? MEMBER : CLAUSE,
          label: 'never drops a model',
          related: reasons,
          help: 'take it out, or write what it was meant to add',
          fix: takeOut(part, main),
        },
      ]
    })
  },
}

const CLAUSE = 'every model that passes what else is asked for passes this too'
const MEMBER = 'what else is asked for excludes this already'
