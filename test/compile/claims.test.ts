import { expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY } from '../../src/catalog/vocabulary.ts'
import { analyse, type CompiledClaims, compile, compileClaims } from '../../src/compile/index.ts'
import { codes } from './compiled.ts'

function claims(text: string): CompiledClaims {
  const analysed = analyse({ name: 'a.uh', text }, { vocabulary: STANDARD_CATALOG_VOCABULARY })
  if (analysed.value === undefined) throw new Error(JSON.stringify(analysed.diagnostics))
  const { value, diagnostics } = compileClaims(analysed.value)
  if (value === undefined) throw new Error(JSON.stringify(diagnostics))
  return value
}

const SUPPORT = 'policy support(plan: free | pro = pro) = cheapest where plan is free or no_log'

test('a proof holds the policy as it is applied, and the claim as a predicate', () => {
  const { proofs } = claims(`${SUPPORT}\nprove support(plan: free) implies price_out > $1/Mtok`)
  const [fingerprint] = (
    compile({ name: 'a.uh', text: SUPPORT }, { params: { plan: 'free' } }).value?.policies ?? []
  ).map((policy) => policy.fingerprint)
  expect(proofs.map(({ subject, claim }) => [subject.params, subject.fingerprint, claim])).toEqual([
    [
      { plan: 'free' },
      fingerprint,
      ['and', ['cmp', 'price_out', 'gt', 1], ['cmp', 'price_out', 'lt', 1e308]],
    ],
  ])
})

test('a test holds its expectations in order', () => {
  const { tests } = claims(`${SUPPORT}
    test "tiers" on "catalog.yaml" =
      support rejects "groq/llama" because no_log
      support rejects "groq/llama" because price_out
      support rejects "groq/llama" because quality >= 0.8
      support(plan: free) picks "openai/gpt-5-nano"
      support never picks "groq/llama"
      support keeps at least 2
      support orders "openai/a", "openai/b"`)
  expect(tests.map(({ title, on }) => [title, on])).toEqual([['tiers', 'catalog.yaml']])
  const told = tests[0]?.expectations.map(({ place: _, subject, ...rest }) => [
    subject.params.plan,
    rest,
  ])
  expect(told).toEqual([
    [
      'pro',
      {
        kind: 'rejects',
        route: 'groq/llama',
        because: { kind: 'predicate', term: ['is', 'no_log'] },
      },
    ],
    [
      'pro',
      { kind: 'rejects', route: 'groq/llama', because: { kind: 'field', field: 'price_out' } },
    ],
    [
      'pro',
      {
        kind: 'rejects',
        route: 'groq/llama',
        because: { kind: 'predicate', term: ['cmp', 'quality', 'ge', 0.8] },
      },
    ],
    ['free', { kind: 'picks', route: 'openai/gpt-5-nano', negated: false }],
    ['pro', { kind: 'picks', route: 'groq/llama', negated: true }],
    ['pro', { kind: 'keeps', atLeast: 2 }],
    ['pro', { kind: 'orders', routes: ['openai/a', 'openai/b'] }],
  ])
})

// biome-ignore format: table
test.each([
  ['prove suport implies no_log', ['UH1002']],
  ['prove support implies qualty >= 0.8', ['UH1001']],
  ['prove support implies quality', ['UH2001']],
  ['prove support implies latency_ms < $5/Mtok', ['UH2003']],
  ['prove support(plan: gold) implies no_log', ['UH2007']],
  ['test "x" = support picks "gpt-5-nano"', ['UH2010']],
  ['test "x" = support rejects "a/b" because qualty', ['UH1001']],
  ['test "x" = support keeps at least 1.5', ['UH2019']],
  ['test "x" = support keeps at least 0', []],
])('`%s` is checked', (item, expected) => {
  expect(codes(`${SUPPORT}\n${item}`)).toEqual(expected)
})
