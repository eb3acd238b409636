import { conflict } from '../../analyze/index.ts'
import type { CompiledInstance } from '../../compile/compile-instances.ts'
import { listed } from '../../compile/listed.ts'
import { writtenClauses } from '../clauses-about.ts'
import type { EnvelopeVerdict } from '../envelope-verdict.ts'
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
        policies: `policy support(least: price = $1/Mtok in $1/Mtok..$20/Mtok) =
  best where price_out >= least and price_out <= $10/Mtok
`,
        router: `anonymous:
  envelope: price_out <= $10/Mtok
  params: { least: $1/Mtok }
callers:
  - name: small
    keys: ["sha256:687a26b2ab5f4998eb25ad579d85a62c7afbc5bdaae994e716e7e405f2dff5ed"]
    envelope: price_out <= $10/Mtok and price_out < $1/Mtok
    params: { least: $1/Mtok }
`,
      },
    ],
    good: [
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
  { policy, label }: CompiledInstance,
  { title, place, envelope, vocabulary }: LintedCaller,
): Finding {
  const clauses = writtenClauses(policy)
  // The envelope comes first, so that as few clauses as possible are named beside it.
  const core = conflict([envelope, ...clauses.map(({ term }) => term)], { vocabulary }) ?? []
  const named = core.flatMap((index) => clauses[index - 1] ?? [])
  const fixing = open.length === 0 ? '' : `, or fix ${listed(open)} under \`params\``
  return {
    place,
    message: `no model passes both ${asked.title} and the envelope of ${title}`,
    label: 'the envelope',
    related:
      named.length === 0
        ? [{ ...asked.place, label: 'this excludes it' }]
        : named.map((clause) => ({ ...clause.place, label: 'this excludes it' })),
    notes: [
      ...(label === '' ? [] : [`so it is with \`${label}\``]),
      'every such request of this caller is refused',
    ],
    help: `let one of them give way${fixing}`,
  }
}
