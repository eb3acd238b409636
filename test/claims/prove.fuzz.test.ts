import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Witness } from '../../src/analyze/index.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { prove } from '../../src/claims/index.ts'
import { analyse, compileProofs, policySet } from '../../src/compile/index.ts'
import { verdict } from '../../src/decide/pred.ts'
import { stagesOf } from '../../src/decide/reference.ts'
import { knownCandidatesArbitrary } from '../compile/known-candidates.ts'
import { assignmentArbitrary, openPolicyArbitrary } from '../compile/open-policy-text.ts'
import { conditionArbitrary } from '../compile/policy-text.ts'
import { runs } from '../runs.ts'

// Claims that are often true: what the policy asks itself, and what it might.
const claimArbitrary = fc.oneof(
  fc.constantFrom(
    ...['price_out <= $25/Mtok', 'price_out <= $24/Mtok', 'price_in <= $26/Mtok'],
    ...['quality >= 0', 'known quality', 'known price_in', 'no_log', 'anything'],
  ),
  conditionArbitrary,
)

const situationArbitrary = openPolicyArbitrary.chain((policy) =>
  fc.record({
    policy: fc.constant(policy),
    claim: fc.array(claimArbitrary, { minLength: 1, maxLength: 3 }).map((all) => all.join(' or ')),
    values: fc.array(assignmentArbitrary(policy), { minLength: 1, maxLength: 4 }),
    candidates: knownCandidatesArbitrary,
  }),
)

test('what is proved for a range holds for every value in it, and a refutation is one', () => {
  const seen = { proved: 0, refuted: 0, unknown: 0 }
  fc.assert(
    fc.property(situationArbitrary, ({ policy, claim, values, candidates }) => {
      const text = `${policy.text}\nprove ${policy.name} implies ${claim}`
      const { value: analysis } = analyse({ name: 'open.uh', text }, { vocabulary })
      const [proof] = (analysis && compileProofs(analysis).value) ?? []
      if (analysis === undefined || proof === undefined) throw new Error(text)
      const { verdict: outcome, counterexample, diagnostic } = prove(proof, { vocabulary })
      seen[outcome]++
      expect(diagnostic === undefined).toBe(outcome === 'proved')
      const holds = (pred: typeof proof.claim, { candidate, context }: Witness) =>
        verdict(pred, candidate, context) === true
      if (counterexample !== undefined) {
        const [filter] = stagesOf(counterexample.instance.policy.policy_ir)
        expect(holds(filter, counterexample.witness)).toBe(true)
        expect(holds(proof.claim, counterexample.witness)).toBe(false)
      }
      if (outcome !== 'proved') return
      const set = policySet(analysis)
      for (const each of values) {
        const compiled = set.compile(policy.name, each).value
        if (compiled === undefined) continue
        const [filter] = stagesOf(compiled.policy_ir)
        for (const candidate of candidates) {
          const subject = { candidate, context: { vocabulary } }
          const stands = !holds(filter, subject) || holds(proof.claim, subject)
          expect(stands, JSON.stringify({ text, each, candidate })).toBe(true)
        }
      }
    }),
    runs(150),
  )
  expect(Math.min(seen.proved, seen.refuted, seen.unknown)).toBeGreaterThan(5)
})
