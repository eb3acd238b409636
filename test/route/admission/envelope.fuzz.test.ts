import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../../src/catalog/index.ts'
import { type Context, plan } from '../../../src/decide/index.ts'
import { REFERENCE } from '../../../src/decide/reference.ts'
import type { Term } from '../../../src/ir/index.ts'
import { type Guard, OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import { candidatesArbitrary } from '../../arbitrary/candidate.ts'
import { contextArbitrary } from '../../arbitrary/context.ts'
import { policyTextArbitrary } from '../../arbitrary/policy-text.ts'
import { NAMES, termArbitrary } from '../../arbitrary/term.ts'
import { runs } from '../../runs.ts'
import { admitted, guardOf, VOCABULARY } from './sent.ts'

const ENVELOPES = [
  'no_log',
  'price_out <= $5/Mtok and provider is not groq',
  'known quality or tier is partner',
  'family in ["gpt-5-nano", "b"]',
  'not (provider is openai and price_in > $1/Mtok)',
  'success_rate >= 0.5 and context >= 8k',
  'nothing',
]

const guardArbitrary: fc.Arbitrary<Guard> = fc.constantFrom(
  ...ENVELOPES.map((text) => guardOf(text, { transforms: { params: 'any' } })),
)

const bodyArbitrary: fc.Arbitrary<object> = fc.oneof(
  termArbitrary('Policy').map((policy_ir) => ({ policy_ir: withoutTransforms(policy_ir) })),
  policyTextArbitrary.map((policy) => ({ policy, model: 'policy:base' })),
  fc.constantFrom('policy:support', 'policy:careful', 'policy:tuned').map((model) => ({ model })),
  fc.constantFrom(...NAMES.families).map((family) => ({ model: `family:${family}` })),
  fc
    .tuple(fc.constantFrom(...NAMES.providers), fc.constantFrom(...NAMES.families))
    .map(([provider, family]) => ({ model: `pin:${provider}/${family}` })),
)

/** What random transforms touch is not the matter here. */
function withoutTransforms([op, filter, score, selector, , plan_]: Term): Term {
  return [op, filter ?? '', score ?? '', selector ?? '', ['id'], plan_ ?? '']
}

test('no candidate outside of the envelope is ever ranked, whatever is asked for', () => {
  fc.assert(
    fc.property(
      bodyArbitrary,
      guardArbitrary,
      candidatesArbitrary({ vocabulary: VOCABULARY, maxLength: 20 }),
      contextArbitrary,
      (body, guard, candidates, situation) => {
        const context = { ...situation, vocabulary: VOCABULARY }
        const { policy } = admitted(body, guard)
        const inside = within(guard, candidates, context)
        const own = idsOf(admitted(body, OPEN_GUARD).policy.term, candidates, context)
        for (const id of idsOf(policy.term, candidates, context)) {
          expect(inside).toContain(id)
          // Narrowed, and nothing else: unless a limit lets others move up, it was ranked before.
          if (!JSON.stringify(policy.term).includes('top_k')) expect(own).toContain(id)
        }
      },
    ),
    runs(300),
  )
})

function idsOf(policy: Term, candidates: readonly Candidate[], context: Context) {
  return plan(policy, candidates, context).ranked.map(({ candidate }) => candidate.cid)
}

function within({ envelope }: Guard, candidates: readonly Candidate[], context: Context) {
  const predicate = envelope?.predicate ?? ['top']
  const verdicts = REFERENCE.verdicts(predicate, candidates, context)
  return new Set(candidates.filter((_, i) => verdicts[i] === true).map(({ cid }) => cid))
}
