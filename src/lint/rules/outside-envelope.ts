import { modelText } from '../../claims/model-text.ts'
import { culpritTexts } from '../../claims/part-text.ts'
import { listed } from '../../compile/listed.ts'
import { culprits, readPred } from '../../decide/reading.ts'
import { clausesAbout } from '../clauses-about.ts'
import type { EnvelopeVerdict, OutsideModel } from '../envelope-verdict.ts'
import type { LintedCaller } from '../linted-caller.ts'
import type { CallerRule, Finding } from '../rule.ts'

export const outsideEnvelope: CallerRule = {
  code: 'UH3301',
  name: 'outside-envelope',
  summary: 'a policy lets models pass that the envelope of a caller keeps out',
  why: `A caller may ask for the policy, and for some values of the parameters that requests choose the policy lets a model pass for which the envelope does not hold. The report describes one. It is decided for every model there could be, not for those of the catalog.

The router joins the envelope to every policy, so such a model is never called for this caller: outside of the envelope the policy is cut when a request is decided, and chooses from fewer models than it says. Narrow the policy, widen the envelope, or fix the parameters under \`params\` of the caller; or take the policy off the caller's \`policies\`.`,
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'callers',
  examples: {
    bad: [
      {
        policies: `policy support(plan: free | enterprise = free) =
  cheapest where price_out <= match plan { free: $2/Mtok, enterprise: $20/Mtok }
`,
        router: `anonymous:
  envelope: price_out <= $10/Mtok
`,
      },
    ],
    good: [
      {
        policies: `policy support(plan: free | enterprise = free) =
  cheapest where price_out <= match plan { free: $2/Mtok, enterprise: $20/Mtok }
`,
        router: `anonymous:
  envelope: price_out <= $10/Mtok
  params: { plan: free }
`,
      },
      {
        policies: `policy support(cap: price = $5/Mtok in $1/Mtok..$10/Mtok) =
  cheapest where price_out <= cap
`,
        router: `anonymous:
  envelope: price_out <= $10/Mtok
`,
      },
    ],
  },
  check: (caller) =>
    caller.verdicts.flatMap((verdict) => {
      const { outside } = verdict
      return outside === undefined ? [] : [findingOf(verdict, outside, caller)]
    }),
}

function findingOf(
  { asked, open }: EnvelopeVerdict,
  { instance, witness, isMended }: OutsideModel,
  { title, place, envelope, vocabulary }: LintedCaller,
): Finding {
  const reading = readPred(envelope, { path: '$', wanted: true }, witness)
  const parts = culprits(reading).map(({ term }) => term)
  const clauses = clausesAbout(parts, instance.policy)
  return {
    place,
    message: `${asked.title} lets models pass that the envelope of ${title} keeps out`,
    label: 'the envelope',
    related:
      clauses.length === 0
        ? [{ ...asked.place, label: 'this lets them pass' }]
        : clauses.map((clause) => ({ ...clause, label: 'this lets them pass' })),
    notes: [
      ...(instance.label === '' ? [] : [`with \`${instance.label}\``]),
      `it lets pass ${modelText(witness, vocabulary)}`,
      ...culpritTexts(reading, vocabulary),
      'the router calls no such model for this caller: the policy is cut to the envelope',
    ],
    help:
      isMended && open.length > 0
        ? `narrow the policy, widen the envelope, or fix ${listed(open)} under \`params\``
        : 'narrow the policy, or widen the envelope',
  }
}
