import { expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { prove } from '../../src/claims/index.ts'
import { analyse, compileProofs } from '../../src/compile/index.ts'

function outcome(text: string, maxNodes?: number) {
  const { value, diagnostics } = analyse({ name: 'a.uh', text }, { vocabulary })
  const [proof] = (value && compileProofs(value).value) ?? []
  if (proof === undefined) throw new Error(JSON.stringify(diagnostics))
  return prove(proof, { vocabulary, maxNodes })
}

const CAPPED = 'policy p(cap: price = $10/Mtok in $1/Mtok..$40/Mtok) = any where price_out <= cap'

// biome-ignore format: table
test.each([
  ['the whole range', CAPPED, 'p implies price_out <= $40/Mtok', 'proved'],
  ['less than the whole range', CAPPED, 'p implies price_out < $40/Mtok', 'refuted'],
  ['one value of the range', CAPPED, 'p(cap: $2/Mtok) implies price_out <= $2/Mtok', 'proved'],
  ['what is not asked', CAPPED, 'p implies no_log', 'refuted'],
  ['that a value is known, which the bound needs', CAPPED, 'p implies known price_out', 'proved'],
  ['that a value is known, which the score needs', 'policy p = cheapest', 'p implies known price_in and known price_out', 'proved'],
  ['that a value is known, which nothing needs', 'policy p = fastest', 'p implies known latency_ms', 'refuted'],
  ['the standing guards', 'policy p = any', 'p implies fits and enabled', 'proved'],
  ['the standing guards of a policy without', 'policy p = any unguarded', 'p implies enabled', 'refuted'],
  ['anything of a policy that lets nothing pass', 'policy p = any where no_log and not no_log', 'p implies nothing', 'proved'],
  ['a part of it only', 'policy p(cap: price = $10/Mtok) = any where price_out <= cap', 'p implies known price_out', 'unknown'],
])('%s', (_, policy, claim, verdict) => {
  expect(outcome(`${policy}\nprove ${claim}`).verdict).toBe(verdict)
})

test('a refutation is a model, and the values of the parameters with which it passes', () => {
  const { counterexample, diagnostic } = outcome(`${CAPPED}\nprove p implies price_out < $40/Mtok`)
  expect(counterexample?.instance.label).toBe('cap: $40/Mtok')
  expect(counterexample?.witness.candidate.price_out).toBe(40)
  expect(diagnostic?.notes).toEqual([
    'with `cap: $40/Mtok`',
    expect.stringMatching(/^it lets pass `.+`: price_out \$40\/Mtok$/),
    '`price_out < $40/Mtok`: $40/Mtok, just not',
  ])
})

test('a question that takes more than the budget is not decided, and others are not asked', () => {
  const flags = Array.from({ length: 8 }, (_, i) => `f${i}: flag = false`).join(', ')
  const parts = Array.from(
    { length: 8 },
    (_, i) => `(f${i} or provider is a${i} or price_in > $${i}/Mtok)`,
  )
  const { verdict, gaps, diagnostic } = outcome(
    `policy p(${flags}) = any where ${parts.join(' and ')}\nprove p implies known price_in`,
    5,
  )
  expect(verdict).toBe('unknown')
  expect(gaps.length).toBeLessThanOrEqual(3)
  expect(gaps[0]).toMatch(/^it could not be decided for `f0: \w+, .*` within 5 nodes$/)
  expect(diagnostic?.help).toBe(
    'claim less at once, or write the policy with fewer different constants',
  )
})
