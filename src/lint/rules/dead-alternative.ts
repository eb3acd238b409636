import type { Needless } from '../needless.ts'
import type { Part } from '../part.ts'
import type { Finding, PolicyRule } from '../rule.ts'
import { takeOut } from '../take-out.ts'

export const deadAlternative: PolicyRule = {
  code: 'UH3104',
  name: 'dead-alternative',
  summary: 'an alternative lets nothing pass that would not pass anyway',
  why: 'An operand of `or`, or a member of a list, adds nothing: it stands there twice, another alternative lets as much pass, another clause excludes it, or it never holds at all. Take it out, or write what it was meant to let pass.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: [
      'best where provider in [openai, groq, openai]',
      'best where quality >= 0.8 or quality >= 0.5',
      'best where provider in [openai, groq] and provider is not groq',
      'best where no_log or (price_out > $9/Mtok and price_out < $5/Mtok)',
      'cheapest prefer tier in [partner, partner]',
      'let trusted = provider in [openai, groq, openai]\npolicy p = best where trusted\npolicy q = cheapest where trusted',
    ],
    good: [
      'best where provider in [openai, groq, mistral]',
      'best where quality >= 0.8 or (quality >= 0.5 and no_log)',
      'best where provider in [openai, groq] and (provider is not groq or no_log)',
    ],
  },
  check({ logic, main }) {
    return logic().needless.flatMap(({ part, kind, reasons }): readonly Finding[] => {
      if (kind === 'always' || kind === 'implied') return []
      return [
        {
          place: part.place,
          message: messageOf(part, kind),
          label: LABELS[kind],
          related: reasons,
          help: 'take it out, or write what was meant',
          fix: takeOut(part, main),
        },
      ]
    })
  },
}

type Kind = Exclude<Needless['kind'], 'always' | 'implied'>

function messageOf({ slot }: Part, kind: Kind): string {
  return slot.kind === 'member' ? `this member of the list ${MEMBERS[kind]}` : OPERANDS[kind]
}

const MEMBERS = {
  twice: 'is in it twice',
  covered: 'lets nothing pass that would not pass anyway',
  excluded: 'is excluded by what else has to hold',
  never: 'never applies',
} as const satisfies Record<Kind, string>

const OPERANDS = {
  twice: 'this alternative is there twice',
  covered: 'whatever passes this alternative passes another one too',
  excluded: 'what else has to hold excludes this alternative',
  never: 'no model passes this alternative',
} as const satisfies Record<Kind, string>

const LABELS = {
  twice: 'again here',
  covered: 'adds nothing',
  excluded: 'can never hold here',
  never: 'never holds',
} as const satisfies Record<Kind, string>
