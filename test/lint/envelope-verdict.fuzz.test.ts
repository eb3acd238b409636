import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { bindArguments } from '../../src/compile/bind-arguments.ts'
import { analyse, policySet } from '../../src/compile/index.ts'
import { verdict } from '../../src/decide/pred.ts'
import { stagesOf } from '../../src/decide/reference.ts'
import type { Term } from '../../src/ir/index.ts'
import { openEnvelopeJudge } from '../../src/lint/index.ts'
import { compileEnvelope } from '../../src/route/callers/compile-envelope.ts'
import { knownCandidatesArbitrary } from '../compile/known-candidates.ts'
import { assignmentArbitrary, openPolicyArbitrary } from '../compile/open-policy-text.ts'
import { conditionArbitrary } from '../compile/policy-text.ts'
import { runs } from '../runs.ts'

// Envelopes that policies often lie in, and some that shut them out.
const envelopeArbitrary = fc.oneof(
  fc.constantFrom(
    ...['price_out <= $25/Mtok', 'price_out <= $24/Mtok', 'price_in <= $26/Mtok', 'no_log'],
    ...['quality >= 0', 'known price_in', 'anything', 'price_out > $25/Mtok', 'nothing'],
  ),
  fc.array(conditionArbitrary, { minLength: 1, maxLength: 2 }).map((all) => all.join(' or ')),
)

/** Parameters that may be anything, beside those with a range. */
const openArbitrary = fc
  .tuple(openPolicyArbitrary, fc.boolean(), fc.constantFrom('', ' and provider is who'))
  .map(([policy, isRanged, more]) => ({
    ...policy,
    text: policy.text
      .replace(
        'floor: ratio = 0.5 in 0..1',
        isRanged ? 'floor: ratio = 0.5 in 0..1' : 'floor: ratio = 0.5',
      )
      .replace(', w: ratio', more === '' ? ', w: ratio' : ', who: text, w: ratio')
      .concat(more),
    hasText: more !== '',
  }))

const situationArbitrary = openArbitrary.chain((policy) =>
  fc.record({
    policy: fc.constant(policy),
    envelope: envelopeArbitrary,
    fixed: fc.oneof(
      fc.constant({}),
      assignmentArbitrary(policy).map(({ plan, private: isPrivate }) => ({
        plan,
        private: isPrivate,
      })),
    ),
    values: fc.array(
      fc
        .tuple(assignmentArbitrary(policy), fc.constantFrom('openai', 'groq'))
        .map(([each, who]) => (policy.hasText ? { ...each, who } : each)),
      { minLength: 1, maxLength: 4 },
    ),
    candidates: knownCandidatesArbitrary,
  }),
)

test('what lies in an envelope does so for every value that is open, and what does not is shown', () => {
  const seen = { inside: 0, outside: 0, excluded: 0, undecided: 0 }
  fc.assert(
    fc.property(situationArbitrary, ({ policy, envelope, fixed, values, candidates }) => {
      const { value: analysis, diagnostics } = analyse(
        { name: 'open.uh', text: policy.text },
        { vocabulary },
      )
      const typed = analysis?.program.policies.find((each) => each.definition.name === policy.name)
      const compiled = compileEnvelope(envelope, 'envelope', vocabulary)
      if (analysis === undefined || typed === undefined || !compiled.ok) {
        throw new Error(JSON.stringify([policy.text, diagnostics, compiled]))
      }
      const allowed = compiled.value.predicate
      const { value: args } = bindArguments(typed, new Map(Object.entries(fixed)))
      const judged = openEnvelopeJudge({ vocabulary })(
        { title: 'it', place: typed.place, applied: { policy: typed, args } },
        allowed,
      )
      const { outside, excluded, gaps } = judged
      if (outside !== undefined) {
        const { candidate, context } = outside.witness
        const [filter] = stagesOf(outside.instance.policy.policy_ir)
        expect(verdict(filter, candidate, context)).toBe(true)
        expect(verdict(allowed, candidate, context)).not.toBe(true)
      }
      const holds = (pred: Term, candidate: (typeof candidates)[number]) =>
        verdict(pred, candidate, { vocabulary }) === true
      if (excluded !== undefined) {
        const [filter] = stagesOf(excluded.instance.policy.policy_ir)
        for (const each of candidates) {
          expect(holds(filter, each) && holds(allowed, each)).toBe(false)
        }
      }
      seen.outside += outside === undefined ? 0 : 1
      seen.excluded += excluded === undefined ? 0 : 1
      seen.undecided += gaps.length === 0 ? 0 : 1
      if (outside !== undefined || excluded !== undefined || gaps.length > 0) return
      seen.inside += 1
      const set = policySet(analysis)
      for (const each of values) {
        const own = set.compile(policy.name, { ...each, ...fixed }).value
        if (own === undefined) continue
        const [filter] = stagesOf(own.policy_ir)
        for (const candidate of candidates) {
          const stands = !holds(filter, candidate) || holds(allowed, candidate)
          expect(
            stands,
            JSON.stringify({ text: policy.text, envelope, fixed, each, candidate }),
          ).toBe(true)
        }
      }
    }),
    runs(250),
  )
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(3)
})
