import { conflict } from '../../analyze/index.ts'
import { listed } from '../../compile/listed.ts'
import { writtenClauses } from '../clauses-about.ts'
import type { EnvelopeVerdict, Excluded } from '../envelope-verdict.ts'
import type { LintedCaller } from '../linted-caller.ts'
import type { CallerRule, Finding } from '../rule.ts'

export const excludedByEnvelope: CallerRule = {
  code: 'UH3302',
  name: 'excluded-by-envelope',
  summary: 'a policy and the envelope of a caller exclude each other',
  why: `A caller may ask for the policy, and for some values of the parameters that requests choose there is no model that passes both the policy and the envelope, whatever the catalog holds. Every such request is refused.

Let one of them give way, fix the parameters under \`params\` of the caller at values that leave some models, or take the policy off the caller's \`policies\`.`,
  severity: 'error',
  set: 'default',
  fix: 'none',
  over: 'callers',
  examples: {
    bad: [
      {
        policies: 'policy quick = fastest where provider is groq and price_out <= $1/Mtok\n',
        router: `anonymous:
  envelope: provider in [openai, anthropic]
`,
      },
      {
        policies: `policy review(tongue: english | any = english) =
  best where price_out <= $10/Mtok and match tongue { english: anything, any: provider is mistral }
`,
        router: `callers:
  - name: acme
    keys: ["sha256:687a26b2ab5f4998eb25ad579d85a62c7afbc5bdaae994e716e7e405f2dff5ed"]
    envelope: price_out <= $10/Mtok and provider is not mistral
`,
      },
    ],
    good: [
      {
        policies: `policy review(tongue: english | any = english) =
  best where price_out <= $10/Mtok and match tongue { english: anything, any: provider is mistral }
`,
        router: `callers:
  - name: acme
    keys: ["sha256:687a26b2ab5f4998eb25ad579d85a62c7afbc5bdaae994e716e7e405f2dff5ed"]
    envelope: price_out <= $10/Mtok
`,
      },
      {
        policies: 'policy quick = fastest where provider is openai and price_out <= $1/Mtok\n',
        router: `anonymous:
  envelope: provider in [openai, anthropic]
`,
      },
    ],
  },
  check: (caller) =>
    caller.verdicts.flatMap((verdict) => {
      const { excluded } = verdict
      return excluded === undefined ? [] : [findingOf(verdict, excluded, caller)]
    }),
}

function findingOf(
  { asked, open }: EnvelopeVerdict,
  { instance: { policy, label }, isAlways }: Excluded,
  { title, place, envelope, vocabulary }: LintedCaller,
): Finding {
  const clauses = writtenClauses(policy)
  // The envelope comes first, so that as few clauses as possible are named beside it.
  const core = conflict([envelope, ...clauses.map(({ term }) => term)], { vocabulary }) ?? []
  const named = core.flatMap((index) => clauses[index - 1] ?? [])
  const depends = !isAlways && label !== ''
  const fixing = !depends ? '' : `, or fix ${listed(open)} under \`params\``
  return {
    place,
    message: `no model passes both ${asked.title} and the envelope of ${title}`,
    label: 'the envelope',
    related:
      named.length === 0
        ? [{ ...asked.place, label: 'this excludes it' }]
        : named.map((clause) => ({ ...clause.place, label: 'this excludes it' })),
    notes: [
      ...(!depends ? [] : [`so it is with \`${label}\``]),
      'every such request of this caller is refused',
    ],
    help: `let one of them give way${fixing}`,
  }
}
