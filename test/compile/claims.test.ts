import { expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY } from '../../src/catalog/vocabulary.ts'
import { analyse, compile, compileProofs, compileTests } from '../../src/compile/index.ts'
import { codes } from './compiled.ts'

function claims(text: string) {
  const analysed = analyse({ name: 'a.uh', text }, { vocabulary: STANDARD_CATALOG_VOCABULARY })
  if (analysed.value === undefined) throw new Error(JSON.stringify(analysed.diagnostics))
  const [proofs, tests] = [compileProofs(analysed.value), compileTests(analysed.value)]
  if (proofs.value === undefined || tests.value === undefined) {
    throw new Error(JSON.stringify([proofs.diagnostics, tests.diagnostics]))
  }
  return { proofs: proofs.value, tests: tests.value }
}

const SUPPORT = 'policy support(plan: free | pro = pro) = cheapest where plan is free or no_log'

test('a proof holds the policy as it is applied, and the claim as a predicate', () => {
  const { proofs } = claims(`${SUPPORT}\nprove support(plan: free) implies price_out > $1/Mtok`)
  const [fingerprint] = (
    compile({ name: 'a.uh', text: SUPPORT }, { params: { plan: 'free' } }).value?.policies ?? []
  ).map((policy) => policy.fingerprint)
  expect(
    proofs.map(({ instances, claim }) => [
      instances.map(({ policy }) => [policy.params, policy.fingerprint]),
      claim,
    ]),
  ).toEqual([
    [
      [[{ plan: 'free' }, fingerprint]],
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
  expect(tests.map(({ title, on }) => [title, on?.text])).toEqual([['tiers', 'catalog.yaml']])
  expect(tests[0]?.cases.map(({ values }) => values)).toEqual([[]])
  const told = tests[0]?.cases[0]?.expectations.map(
    ({ place: _, expected: __, applied: ___, subject, ...rest }) => [
      subject.params.plan,
      JSON.parse(JSON.stringify(rest, (key, value) => (key === 'place' ? undefined : value))),
    ],
  )
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
    ['pro', { kind: 'orders', routes: [{ text: 'openai/a' }, { text: 'openai/b' }] }],
  ])
})

test('a test has a case for every combination, the last name changing fastest', () => {
  const { tests } = claims(`${SUPPORT}
    test "x" for plan in [free, pro], n in [1, 2] = support(plan: plan) keeps at least n`)
  const told = tests[0]?.cases.map(({ values, expectations: [first] }) => [
    values.map(({ name, text }) => `${name}: ${text}`).join(', '),
    first?.subject.params.plan,
    first?.kind === 'keeps' && first.atLeast,
  ])
  expect(told).toEqual([
    ['plan: free, n: 1', 'free', 1],
    ['plan: free, n: 2', 'free', 2],
    ['plan: pro, n: 1', 'pro', 1],
    ['plan: pro, n: 2', 'pro', 2],
  ])
})

// biome-ignore format: table
test.each([
  ['test "x" for a in [free, gold] = support(plan: a) keeps at least 1', ['UH2007']],
  ['test "x" for a in [1], a in [2] = support keeps at least a', ['UH1003']],
  ['test "x" for quality in [0.5] = support rejects "a/b" because quality', ['UH1010']],
  ['test "x" for plan in [free] = support(plan: free) keeps at least 1', ['UH1021']],
  ['test "x" for a in [1], b in [$5] = support keeps at least a support keeps at least b', ['UH2019']],
  ['test "x" for cap in [$5/Mtok] = support rejects "a/b" because price_out <= cap', []],
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
