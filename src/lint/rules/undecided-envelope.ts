import { listed } from '../../compile/listed.ts'
import type { EnvelopeVerdict } from '../envelope-verdict.ts'
import type { LintedCaller } from '../linted-caller.ts'
import type { CallerRule, Finding } from '../rule.ts'

export const undecidedEnvelope: CallerRule = {
  code: 'UH3303',
  name: 'undecided-envelope',
  summary: 'it could not be decided whether a policy lies in the envelope of a caller',
  why: `No model was found that passes the policy and not the envelope, but not everything was looked at. A parameter that a request chooses stands for all that it may be: a choice and a flag are tried with every value, a number with a range at the end of it where most models pass. Where a clause depends on a text or on a number without a range, it counts for nothing, since a request may give anything.

Give the parameter a range where it is declared, or fix it under \`params\` of the caller. It is also said where there are too many combinations of values, or the question is too large to be decided within the budget. The router joins the envelope to every policy all the same.`,
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'callers',
  examples: {
    bad: [
      {
        policies: 'policy support(cap: price = $5/Mtok) = cheapest where price_out <= cap\n',
        router: `anonymous:
  envelope: price_out <= $10/Mtok
`,
      },
    ],
    good: [
      {
        policies: 'policy support(cap: price = $5/Mtok) = cheapest where price_out <= cap\n',
        router: `anonymous:
  envelope: price_out <= $10/Mtok
  params: { cap: $8/Mtok }
`,
      },
      {
        policies: `policy support(at: text) = cheapest where provider is at and price_out <= $10/Mtok
`,
        router: `anonymous:
  envelope: price_out <= $10/Mtok
`,
      },
    ],
  },
  check: (caller) =>
    caller.verdicts.flatMap((verdict) =>
      verdict.gaps.length === 0 ? [] : [findingOf(verdict, caller)],
    ),
}

const MOST_SHOWN = 4

function findingOf(
  { asked, open, gaps }: EnvelopeVerdict,
  { title, place }: LintedCaller,
): Finding {
  const more = gaps.length - MOST_SHOWN
  return {
    place,
    message: `it is not decided whether ${asked.title} lies in the envelope of ${title}`,
    label: 'the envelope',
    related: [{ ...asked.place, label: 'the policy' }],
    notes: [...gaps.slice(0, MOST_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])],
    help:
      open.length === 0
        ? 'write the policy with fewer different constants'
        : `give ${listed(open)} a range where it is declared, or fix it under \`params\``,
  }
}
